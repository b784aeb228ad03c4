package io.freshet.query.retrieve;

import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.query.ManualTime;
import io.freshet.query.MemoryIndex;
import io.freshet.query.retrieve.ConsistencyException.Kind;
import io.freshet.query.retrieve.ConsistencyException.Pending;
import io.freshet.store.HeadWatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadYourWritesTest {
    private static final Viewer VIEWER = new Viewer(MemoryIndex.TENANT, List.of());
    private static final Token TOKEN = new Token(2, 10, "doc");

    private final MemoryIndex index = new MemoryIndex();
    private final ManualTime time = new ManualTime();
    private final ReadYourWrites writes = new ReadYourWrites(time, Duration.ofSeconds(5), 1);

    @Test
    void aChangeAlreadyThereIsNotWaitedFor() throws Exception {
        index.put(head("doc").origin(2, 11));

        writes.await(index, VIEWER, List.of(TOKEN));

        assertThat(time.passed()).isZero();
    }

    @Test
    void theWaitEndsWhenTheHeadArrives() throws Exception {
        time.at(Duration.ofSeconds(1), () -> index.put(head("doc").origin(2, 9)));
        time.at(Duration.ofSeconds(2), () -> index.put(head("doc").origin(2, 10)));

        writes.await(index, VIEWER, List.of(TOKEN));

        assertThat(time.passed()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
    }

    @Test
    void everyTokenOfAListIsWaitedFor() throws Exception {
        index.put(head("doc").origin(2, 10));
        time.at(Duration.ofSeconds(3), () -> index.put(head("other").origin(0, 4)));

        writes.await(index, VIEWER, List.of(TOKEN, new Token(0, 4, "other")));

        assertThat(time.passed()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_100));
    }

    @Test
    void aChangeThatDoesNotArriveInTimeIsReportedWithWhatIsKnown() {
        index.put(head("doc").origin(2, 9));
        Token unheard = new Token(0, 0, "unheard");

        ConsistencyException refusal = refusal(List.of(TOKEN, unheard));

        assertThat(refusal.kind()).isEqualTo(Kind.NOT_YET_VISIBLE);
        assertThat(refusal.pending()).containsExactly(new Pending(TOKEN, 9L), new Pending(unheard, null));
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aTokenOfAnotherPartitionIsRefusedAtOnce() {
        index.put(head("doc").origin(3, 10));

        assertThat(refusal(List.of(TOKEN)).kind()).isEqualTo(Kind.BAD_TOKEN);
        assertThat(time.passed()).isZero();
    }

    @Test
    void aForbiddenDocumentCannotBeToldFromAMissingOne() {
        index.put(head("doc").origin(3, 99).metadata(metadata().readers("anna")));

        ConsistencyException refusal = refusal(List.of(TOKEN));

        assertThat(refusal.kind()).isEqualTo(Kind.NOT_YET_VISIBLE);
        assertThat(refusal.pending()).containsExactly(new Pending(TOKEN, null));
    }

    @Test
    void onlySoManyWaitAtATime() throws Exception {
        List<ConsistencyException> refused = new ArrayList<>();
        time.at(Duration.ofMillis(1), () -> refused.add(refusal(List.of(TOKEN))));
        time.at(Duration.ofSeconds(1), () -> index.put(head("doc").origin(2, 10)));

        writes.await(index, VIEWER, List.of(TOKEN));

        assertThat(refused)
                .singleElement()
                .extracting(ConsistencyException::kind)
                .isEqualTo(Kind.TOO_MANY_WAITING);
        writes.await(index, VIEWER, List.of(TOKEN));
    }

    @Test
    void aStoreThatTellsIsLookedAtOnlyWhenItDid() throws Exception {
        Telling watch = new Telling();
        index.tells(watch);
        watch.at(Duration.ofSeconds(1), () -> index.put(head("doc").origin(2, 9)));
        watch.at(Duration.ofSeconds(2), () -> index.put(head("doc").origin(2, 10)));

        writes.await(index, VIEWER, List.of(TOKEN));

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
        // Before and after it began to listen, and after each write.
        assertThat(index.looksAtHeads()).isEqualTo(4);
        assertThat(watch.closed).isTrue();
    }

    @Test
    void aStoreThatTellsNothingIsNotWaitedForLonger() {
        Telling watch = new Telling();
        index.tells(watch);

        assertThat(refusal(List.of(TOKEN)).kind()).isEqualTo(Kind.NOT_YET_VISIBLE);
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(5));
        assertThat(watch.closed).isTrue();
    }

    @Test
    void whoeverIsInterruptedWaitsNoLonger() {
        index.tells(new Telling());
        Thread.currentThread().interrupt();

        assertThat(refusal(List.of(TOKEN)).kind()).isEqualTo(Kind.NOT_YET_VISIBLE);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(time.passed()).isZero();
    }

    /** Lets the time of a planned write come, and tells of it. */
    private final class Telling implements HeadWatch {
        private final Deque<Map.Entry<Duration, Runnable>> plan = new ArrayDeque<>();
        private boolean closed;

        void at(Duration when, Runnable write) {
            plan.add(Map.entry(when, write));
        }

        @Override
        public void await(Duration atMost) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Map.Entry<Duration, Runnable> next = plan.poll();
            time.pause(next == null ? atMost : next.getKey().minus(time.passed()));
            if (next != null) {
                next.getValue().run();
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private ConsistencyException refusal(List<Token> tokens) {
        return catchThrowableOfType(ConsistencyException.class, () -> writes.await(index, VIEWER, tokens));
    }
}
