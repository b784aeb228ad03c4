package io.freshet.index.topology;

import io.freshet.index.embed.Answer;
import io.freshet.index.embed.Asked;
import io.freshet.index.embed.Desk;
import io.freshet.records.Vectors;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a plan has all its vectors before it is committed. A plan that misses some waits in the stores while the
 * pool embeds them, and later records go on; answers are folded in by the stream's thread, each few milliseconds.
 */
final class EmbedStep extends ContextualProcessor<String, Plan, String, Decision> {
    static final String TOO_LARGE = "TEXT_TOO_LARGE";
    private static final String FAILED = "PROCESSING_FAILED";

    /** A change of so few texts may be made faster than it is written down. */
    private static final int FEW = 4;

    /** Documents taken up again at a time, so that a restart with many of them holds up nobody. */
    private static final int TAKEN_UP = 4;

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Steps steps;
    private final Cut cut;
    private final Diff diff;

    @SuppressWarnings("NullAway.Init") // by init, which Streams calls before the first record
    private WaitingRoom room;

    @SuppressWarnings("NullAway.Init")
    private Desk desk;

    @SuppressWarnings("NullAway.Init")
    private Worklist list;

    private @Nullable Cancellable ticking;
    private boolean resumed;
    private Duration heldUp = Duration.ZERO;

    EmbedStep(Steps steps, Cut cut, Diff diff) {
        this.steps = steps;
        this.cut = cut;
        this.diff = diff;
    }

    @Override
    public void init(ProcessorContext<String, Decision> context) {
        super.init(context);
        room = new WaitingRoom(steps.modelId(), context);
        list = new Worklist(steps.bounds());
        desk = steps.pool().open();
        resumed = false;
        ticking = null;
        wake();
    }

    /** Ticks only while something waits: each tick makes Streams commit. */
    private void wake() {
        if (ticking == null) {
            ticking = context().schedule(IndexTopology.TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
        }
    }

    private void rest() {
        if (ticking != null) {
            ticking.cancel();
            ticking = null;
        }
    }

    @Override
    public void process(Record<String, Plan> planned) {
        resume();
        String key = planned.key();
        forget(key);
        boolean handled = false;
        try {
            handle(key, planned.value());
            handled = true;
        } finally {
            if (!handled) {
                // The event is poison, but an older change of its document may still wait.
                list.addLater(key);
                wake();
            }
        }
        fold();
    }

    private void handle(String key, Plan plan) {
        if (madeAtOnce(key, plan)) {
            return;
        }
        if (!plan.missing().isEmpty()) {
            holdUp();
        }
        settle(key, plan);
    }

    private void tick() {
        resume();
        heldUp = Duration.ZERO;
        fold();
        if (list.isIdle()) {
            rest();
        }
    }

    /** After a start or a rebalance the stores alone know what waits. */
    private void resume() {
        if (!resumed) {
            list.addLater(room.keys());
            resumed = true;
        }
    }

    /** Commits the plan, or lets it wait. */
    private void settle(String key, Plan plan) {
        int chunks = plan.next().chunks().size();
        List<PlannedChunk> missing = plan.missing();
        if (!missing.isEmpty() && chunks > steps.bounds().chunks()) {
            String message = "the document has " + chunks + " chunks, and at most "
                    + steps.bounds().chunks() + " are taken";
            giveUp(key, plan.wish(), TOO_LARGE, message, null);
        } else if (missing.isEmpty()) {
            commit(key, plan, 0);
        } else {
            park(key, plan);
        }
    }

    private void commit(String key, Plan plan, int embedded) {
        steps.meters().chunks(0, plan.next().chunks().size() - embedded);
        forward(key, plan.wish(), new Decision.Change(plan));
    }

    private void park(String key, Plan plan) {
        wake();
        Plan parked = room.park(key, plan);
        if (list.hasRoom()) {
            begin(key, new InWork(key, parked));
        } else {
            list.addLater(key);
        }
        tell();
    }

    private void begin(String key, InWork work) {
        list.add(key, work);
        ask(key, work);
    }

    private void ask(String key, InWork work) {
        List<Asked> texts = work.next();
        if (!texts.isEmpty()) {
            desk.ask(key, texts);
        }
    }

    /** Few texts are waited for in place, while nobody else waits: writing the change down first would take longer. */
    private boolean madeAtOnce(String key, Plan plan) {
        int missing = plan.missing().size();
        boolean worthIt = missing > 0
                && missing <= FEW
                && plan.next().chunks().size() <= steps.bounds().chunks()
                && list.isIdle()
                && steps.pool().problem() == null;
        if (!worthIt) {
            return false;
        }
        InWork work = new InWork(key, plan);
        begin(key, work);
        Duration left = steps.bounds().atOnce();
        while (list.work(key) == work && left.compareTo(Duration.ZERO) > 0) {
            left = left.minus(await(left));
            collect();
        }
        boolean made = list.work(key) != work;
        if (!made) {
            forget(key);
        }
        return made;
    }

    /** Holds up the stream while too much waits, for a bounded time: the transaction must end, and reading must go on. */
    private void holdUp() {
        Duration most =
                steps.bounds().stretch().dividedBy(Math.max(1, steps.pool().desks()));
        while (!list.hasRoom() && heldUp.compareTo(most) < 0) {
            heldUp = heldUp.plus(await(LOOK));
            // Nothing else is taken up meanwhile, so this ends at the first free place.
            collect();
        }
    }

    private Duration await(Duration atMost) {
        try {
            return steps.answerWait().await(desk, atMost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return atMost;
        }
    }

    /** A fault in here is no fault of the record that happens to be at hand. */
    private void fold() {
        try {
            collectAndTakeUp();
        } catch (KafkaException passesOrIsFatal) {
            throw passesOrIsFatal;
        } catch (RuntimeException bug) {
            throw new StreamsException("a change that waited could not be folded in", bug);
        }
    }

    private void collectAndTakeUp() {
        collect();
        for (int i = 0; i < TAKEN_UP && list.hasRoom(); i++) {
            String key = list.nextLater();
            if (key == null) {
                return;
            }
            takeUp(key);
        }
    }

    private void takeUp(String key) {
        Wish wish = room.wish(key);
        if (wish == null) {
            return;
        }
        try {
            Plan plan = diff.plan(cut.chunk(wish), room.rows(wish));
            if (plan.missing().isEmpty()
                    || plan.next().chunks().size() > steps.bounds().chunks()) {
                settle(key, plan);
            } else {
                begin(key, new InWork(key, plan));
            }
        } catch (KafkaException passesOrIsFatal) {
            throw passesOrIsFatal;
        } catch (RuntimeException bug) {
            giveUp(key, wish, FAILED, "the document cannot be processed", bug);
        }
    }

    private void collect() {
        for (Answer answer : desk.collect()) {
            String key = answer.asked().document();
            InWork work = list.work(key);
            if (work != null && work.misses(answer.asked().chunkId())) {
                fold(key, work, answer);
            }
        }
    }

    private void fold(String key, InWork work, Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            giveUp(key, work.plan().wish(), Fold.REFUSED, Fold.REFUSED_MESSAGE, refused.reason());
            return;
        }
        PlannedChunk chunk = work.arrived(answer.asked().chunkId());
        if (chunk != null && answer instanceof Answer.Vector made) {
            room.keep(work.plan().wish(), chunk, Vectors.encode(made.vector()));
            steps.meters().chunks(1, 0);
            steps.meters().tokens(steps.tokens().count(chunk.draft().embeddedText()));
        }
        if (work.isComplete()) {
            forget(key);
            commit(key, room.complete(work.plan()), work.plan().missing().size());
        } else {
            ask(key, work);
        }
    }

    /** The event becomes a dead letter, and what was good before it stays, changed by what came after it. */
    private void giveUp(String key, Wish wish, String code, String message, @Nullable Throwable cause) {
        forget(key);
        forward(key, wish, new Decision.GivenUp(wish.arrival(), code, message, cause));
        Wish left = wish.withoutText(code, message);
        settle(key, diff.plan(cut.chunk(left), room.rows(left)));
    }

    private void forget(String key) {
        if (list.drop(key)) {
            desk.cancel(key);
        }
    }

    private void forward(String key, Wish wish, Decision decision) {
        // The time of the oldest event that is answered: freshness is told from it until the writer has it.
        long time = wish.waiting() == null
                ? wish.arrival().at().toEpochMilli()
                : wish.since().toEpochMilli();
        context().forward(new Record<>(key, decision, time));
        tell();
    }

    private void tell() {
        steps.meters().waiting(context().applicationId(), context().taskId().partition(), list.size());
    }

    @Override
    public void close() {
        rest();
        desk.close();
        steps.meters().waiting(context().applicationId(), context().taskId().partition(), 0);
    }
}
