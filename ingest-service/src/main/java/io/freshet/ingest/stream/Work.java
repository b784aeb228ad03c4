package io.freshet.ingest.stream;

import io.freshet.ingest.publish.FenceClosedException;
import io.freshet.ingest.publish.Lease;
import io.freshet.service.patience.Patience;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records in hand. One record of a key is handled at a time, in the order of the log; keys take their turns in the order
 * in which they came. A record that is held gives its thread back until it is tried again.
 *
 * <p>Safe for many threads. Nothing is waited for under the lock.
 */
final class Work {

    private static final Logger log = LoggerFactory.getLogger(Work.class);

    /** How often handling may fail for no reason outside of the record before the record is given up. */
    private static final int MOST_BREAKDOWNS = 5;

    /** As how many failures before it counts that it is not yet a record's turn. */
    private static final int SOON = 2;

    /** A line whose first record is tried again when its time has come. */
    private record Held(Line line, long due) {}

    /** What can be told of a partition; ages are null when nothing of it is in hand. */
    record Standing(
            TopicPartition partition,
            long spread,
            @Nullable Long firstTimestamp,
            @Nullable Long firstTaken) {}

    private final RecordHandler handler;
    private final Lanes lanes;
    private final Patience patience;
    private final LongSupplier nanos;
    private final Lease lease;
    private final Room room;
    private final Map<TopicPartition, Stay> stays = new HashMap<>();
    private final PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparingLong(Held::due));

    Work(
            RecordHandler handler,
            Lanes lanes,
            StreamSettings settings,
            Patience patience,
            LongSupplier nanos,
            Lease lease) {
        this.handler = handler;
        this.lanes = lanes;
        this.patience = patience;
        this.nanos = nanos;
        this.lease = lease;
        this.room = new Room(settings);
    }

    synchronized void begin(TopicPartition partition) {
        stays.put(partition, new Stay(partition, lease));
    }

    /** Takes a record of a partition that is here. */
    synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Stay stay = Objects.requireNonNull(stays.get(partition), "a record of a partition that is not here");
        stay.take(record, nanos.getAsLong());
        room.take(record);
        Object key = record.key() == null ? record : ByteBuffer.wrap(record.key());
        Line line = stay.lines().computeIfAbsent(key, unused -> new Line(stay, key));
        boolean first = line.add(record);
        if (line.isParked()) {
            room.park(1);
            stay.park(Room.size(record));
        }
        if (first) {
            lanes.execute(Lane.QUICK, () -> proceed(line));
        }
    }

    /** Sees to those whose time has come to be tried again. */
    synchronized void retryDue() {
        while (!held.isEmpty() && held.peek().due() - nanos.getAsLong() <= 0) {
            Line line = held.remove().line();
            Line.Head head = line.head();
            if (head != null) {
                lanes.execute(head.lane() == null ? Lane.QUICK : head.lane(), () -> proceed(line));
            }
        }
    }

    /**
     * Lets go of a partition: what waits is dropped, and what is being handled can send nothing more once the fence of the
     * stay is closed, which is left to the caller.
     */
    synchronized @Nullable Stay end(TopicPartition partition) {
        Stay stay = stays.remove(partition);
        if (stay != null) {
            stay.end();
            stay.lines().values().forEach(this::drop);
            held.removeIf(waiting -> waiting.line().stay() == stay);
        }
        return stay;
    }

    private void drop(Line line) {
        unpark(line);
        line.behind().forEach(room::release);
        line.dropBehind();
        Line.Head head = line.head();
        if (head != null && !line.isRunning()) {
            room.release(head.record());
            line.advance();
        }
    }

    synchronized List<Stay> stays() {
        return List.copyOf(stays.values());
    }

    /** Where the partition continues, when that is further than was committed. */
    synchronized OptionalLong uncommitted(Stay stay) {
        return stay.uncommitted();
    }

    synchronized void committed(Stay stay, long offset) {
        stay.committed(offset);
    }

    synchronized boolean isFull() {
        return room.isFull();
    }

    /** The partitions whose first unfinished record lies so many offsets back, or more, or that have so many bytes parked. */
    synchronized Set<TopicPartition> beyond(long offsets, long bytes) {
        Set<TopicPartition> beyond = new HashSet<>();
        for (Stay stay : stays.values()) {
            if (stay.spread() >= offsets || stay.parkedBytes() >= bytes) {
                beyond.add(stay.partition());
            }
        }
        return beyond;
    }

    synchronized long bytes() {
        return room.bytes();
    }

    synchronized int records() {
        return room.records();
    }

    synchronized Collection<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        for (Stay stay : stays.values()) {
            standings.add(new Standing(stay.partition(), stay.spread(), stay.firstTimestamp(), stay.firstTaken()));
        }
        return standings;
    }

    /** Takes the first record of a line a step further, in the thread of a lane. */
    private void proceed(Line line) {
        Line.Head head = begin(line);
        if (head == null) {
            return;
        }
        try {
            Throwable broken = head.broken(MOST_BREAKDOWNS);
            if (broken != null) {
                handler.giveUp(delivery(line, head), broken);
                finish(line, head);
            } else if (isOnItsLane(line, head)) {
                handler.handle(delivery(line, head));
                finish(line, head);
            }
        } catch (HeldException e) {
            hold(line, head, String.valueOf(e.getMessage()), e.isSoonOver());
        } catch (FenceClosedException e) {
            hold(line, head, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            hold(line, head, "interrupted");
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            head.breakDown(e);
            hold(line, head, e.getClass().getName()); // first: even the line in the log may find no memory
            log.atError()
                    .setCause(e)
                    .addKeyValue("partition", head.record().partition())
                    .addKeyValue("offset", head.record().offset())
                    .log("record not handled");
        }
    }

    private synchronized Line.@Nullable Head begin(Line line) {
        Line.Head head = line.head();
        line.running(head != null);
        return head;
    }

    /** Every record starts in the quick lane, where it is found out whether it may stay there. */
    private boolean isOnItsLane(Line line, Line.Head head) throws HeldException {
        if (head.lane() != null) {
            return true;
        }
        Lane lane = handler.lane(head.record());
        head.lane(lane);
        if (lane != Lane.QUICK) {
            change(line, head, lane);
        }
        return lane == Lane.QUICK;
    }

    private synchronized void change(Line line, Line.Head head, Lane lane) {
        line.running(false);
        if (line.stay().isOver()) {
            abandon(line, head);
        } else {
            lanes.execute(lane, () -> proceed(line));
        }
    }

    private synchronized Delivery delivery(Line line, Line.Head head) {
        return new Delivery(head.record(), line.stay().fence(), head.failures() + 1, head.troubles(nanos));
    }

    private synchronized void finish(Line line, Line.Head head) {
        line.running(false);
        unpark(line);
        line.stay().finish(head.record().offset());
        room.release(head.record());
        if (!line.advance()) {
            line.stay().lines().remove(line.key());
        } else if (!line.stay().isOver()) {
            lanes.execute(Lane.QUICK, () -> proceed(line));
        }
    }

    /** The record stays unfinished, for whoever has the partition next. */
    private synchronized void abandon(Line line, Line.Head head) {
        room.release(head.record());
        line.advance();
    }

    private void park(Line line) {
        if (!line.isParked()) {
            line.parked(true);
            room.park(line.size());
            line.stay().park(bytes(line));
        }
    }

    private void unpark(Line line) {
        if (line.isParked()) {
            line.parked(false);
            room.unpark(line.size());
            line.stay().park(-bytes(line));
        }
    }

    private static long bytes(Line line) {
        Line.Head head = line.head();
        long bytes = head == null ? 0 : Room.size(head.record());
        for (ConsumerRecord<byte[], byte[]> record : line.behind()) {
            bytes += Room.size(record);
        }
        return bytes;
    }

    private void hold(Line line, Line.Head head, String reason) {
        hold(line, head, reason, false);
    }

    /** @param soon whether it is only not yet its turn */
    private synchronized void hold(Line line, Line.Head head, String reason, boolean soon) {
        line.running(false);
        if (line.stay().isOver()) {
            abandon(line, head);
            return;
        }
        park(line);
        if (soon) {
            held.add(new Held(line, nanos.getAsLong() + patience.pause(SOON).toNanos()));
            return;
        }
        Duration pause = patience.pause(head.fail());
        held.add(new Held(line, nanos.getAsLong() + pause.toNanos()));
        if (Integer.bitCount(head.failures()) == 1) {
            log.atWarn()
                    .addKeyValue("partition", head.record().partition())
                    .addKeyValue("offset", head.record().offset())
                    .addKeyValue("attempt", head.failures())
                    .addKeyValue("reason", reason)
                    .log("event held");
        }
    }
}
