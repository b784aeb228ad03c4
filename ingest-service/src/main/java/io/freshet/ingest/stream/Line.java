package io.freshet.ingest.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The unfinished records of one key: the first is being handled, or about to be, and the others stand behind it. */
final class Line {

    /** The first record's history. */
    static final class Head {
        private final ConsumerRecord<byte[], byte[]> record;
        private volatile @Nullable Lane lane;
        private @Nullable Troubles troubles;
        private int failures;
        private int breakdowns;
        private volatile @Nullable Throwable lastBreakdown;

        private Head(ConsumerRecord<byte[], byte[]> record) {
            this.record = record;
        }

        ConsumerRecord<byte[], byte[]> record() {
            return record;
        }

        /** Where it is handled, once that was found out. */
        @Nullable
        Lane lane() {
            return lane;
        }

        void lane(Lane found) {
            lane = found;
        }

        int failures() {
            return failures;
        }

        /** Counts a failure; returns how many there were before. */
        int fail() {
            return failures++;
        }

        /** Keeps a failure that nothing outside of the record explains. */
        void breakDown(Throwable cause) {
            breakdowns++;
            lastBreakdown = cause;
        }

        /** The last such failure, when there were so many of them. */
        @Nullable
        Throwable broken(int times) {
            return breakdowns >= times ? lastBreakdown : null;
        }

        /** What has kept it, by that clock. */
        Troubles troubles(LongSupplier nanos) {
            if (troubles == null) {
                troubles = new Troubles(nanos);
            }
            return troubles;
        }
    }

    private final Stay stay;
    private final Object key;
    private final Deque<ConsumerRecord<byte[], byte[]>> behind = new ArrayDeque<>();
    private @Nullable Head head;
    private boolean running;
    private boolean parked;

    Line(Stay stay, Object key) {
        this.stay = stay;
        this.key = key;
    }

    Stay stay() {
        return stay;
    }

    Object key() {
        return key;
    }

    /** Puts a record at the end; returns whether it is the first. */
    boolean add(ConsumerRecord<byte[], byte[]> record) {
        if (head == null) {
            head = new Head(record);
            return true;
        }
        behind.add(record);
        return false;
    }

    @Nullable
    Head head() {
        return head;
    }

    /** How many records stand here. */
    int size() {
        return behind.size() + (head == null ? 0 : 1);
    }

    /** Whether the first has been held, so that nothing here is about to move. */
    boolean isParked() {
        return parked;
    }

    void parked(boolean now) {
        parked = now;
    }

    /** Takes the first one away; returns whether there is another. */
    boolean advance() {
        ConsumerRecord<byte[], byte[]> following = behind.poll();
        head = following == null ? null : new Head(following);
        return head != null;
    }

    boolean isRunning() {
        return running;
    }

    void running(boolean now) {
        running = now;
    }

    Iterable<ConsumerRecord<byte[], byte[]>> behind() {
        return behind;
    }

    void dropBehind() {
        behind.clear();
    }
}
