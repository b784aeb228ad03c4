package io.freshet.ingest.stream;

import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.InlineContent;
import io.freshet.ingest.extract.DocumentExtractor;
import io.freshet.ingest.extract.Extraction;
import io.freshet.ingest.extract.SourceFile;
import io.freshet.ingest.extract.WorkerUnavailableException;
import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.publish.Outbox;
import io.freshet.ingest.replay.NewerOutcomes;
import io.freshet.ingest.replay.Replay;
import io.freshet.ingest.source.Burial;
import io.freshet.ingest.source.DocumentHandler;
import io.freshet.ingest.source.EventReader;
import io.freshet.ingest.source.IngestMeters;
import io.freshet.ingest.source.Outcomes;
import io.freshet.ingest.source.ScriptedExtractor;
import io.freshet.ingest.source.UpsertReader;
import io.freshet.records.DeadLetter;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.TraceContext;
import io.freshet.service.config.ByteSize;
import io.freshet.service.patience.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One process: the whole of handler and stream over the world's logs. Everything it does outside of itself is a step, and it
 * can be made to end at any of them. Others of what it needs are away now and then, with the given chance.
 */
final class Instance {

    private final World world;
    private final RandomGenerator random;
    private final double trouble;
    private final ManualLanes lanes = new ManualLanes();
    private final GroupMember member = new GroupMember();
    private final KeyedStream stream;
    private long nanos;
    private long stepsLeft;
    private boolean dead;
    private Runnable meanwhile = () -> {};

    Instance(World world, RandomGenerator random, double trouble, long stepsToLive) {
        this.world = world;
        this.random = random;
        this.trouble = trouble;
        this.stepsLeft = stepsToLive;
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        IngestMeters meters = new IngestMeters(registry, clock);
        Surroundings surroundings = new Surroundings();
        Burial burial = new Burial(surroundings, meters, clock);
        DocumentHandler handler = new DocumentHandler(
                new EventReader(world.events.deserializer()),
                new UpsertReader(surroundings, surroundings, Duration.ofDays(1), meters),
                surroundings,
                new Outcomes(surroundings, burial, meters),
                burial,
                Duration.ofDays(1),
                clock);
        StreamSettings settings = new StreamSettings(
                new ByteSize(1 + random.nextInt(2000)),
                1 + random.nextInt(12),
                1 + random.nextInt(12),
                Duration.ofSeconds(1),
                Duration.ofDays(1));
        stream = new KeyedStream(
                member,
                world.events.topics.documents().name(),
                handler,
                lanes,
                settings,
                Patience.endless(Duration.ofSeconds(1), Duration.ofSeconds(4)),
                new StreamMeters(registry, clock),
                cause -> {},
                () -> nanos);
        member.setMaxPollRecords(1 + random.nextInt(4));
        stream.subscribe();
    }

    /** Is told which partitions it has now; returns when it has let go of the others. */
    void assign(Collection<TopicPartition> partitions) {
        member.assign(partitions, false);
    }

    /** The same in the manner of the eager protocol: everything is given back first. */
    void assignEagerly(Collection<TopicPartition> partitions) {
        member.assign(partitions, true);
    }

    Set<TopicPartition> partitions() {
        return member.assignment();
    }

    void poll() {
        stream.step();
    }

    /** Says what may happen while a file is being read. */
    void meanwhile(Runnable event) {
        meanwhile = event;
    }

    /** Runs one task; what it was killed by comes out here. */
    void work() {
        lanes.runAny(random);
        if (dead) {
            throw new Crash();
        }
    }

    void workOff() {
        lanes.runAll();
    }

    void wait(Duration time) {
        nanos += time.toNanos();
    }

    private void aStep() {
        if (dead || --stepsLeft <= 0) {
            dead = true;
            throw new Crash();
        }
    }

    private boolean isAway() {
        return random.nextDouble() < trouble;
    }

    /** A member of the consumer group. */
    private final class GroupMember extends MockConsumer<byte[], byte[]> {

        GroupMember() {
            super("earliest");
        }

        void assign(Collection<TopicPartition> partitions, boolean eagerly) {
            if (eagerly) {
                rebalance(List.of());
            }
            Map<TopicPartition, Long> begins = new HashMap<>();
            for (TopicPartition partition : partitions) {
                boolean kept = assignment().contains(partition);
                begins.put(partition, kept ? position(partition) : -1L);
            }
            partitions.forEach(partition -> updateBeginningOffsets(Map.of(partition, 0L)));
            rebalance(partitions);
            begins.forEach((partition, kept) -> {
                long from = kept < 0 ? world.committed(partition) : kept;
                seek(partition, from);
                world.from(partition, from).forEach(this::addRecord);
            });
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
            commit(offsets);
            if (callback != null) {
                callback.onComplete(offsets, isAway() ? new RetriableCommitFailedException("no answer") : null);
            }
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (isAway()) {
                throw new RetriableCommitFailedException("away");
            }
            commit(offsets);
        }

        private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            aStep();
            offsets.forEach((partition, offset) -> world.committed.put(partition, offset.offset()));
            aStep();
        }
    }

    /** Everything that the handler reaches outside of the process. */
    private final class Surroundings implements Outbox, NewerOutcomes, ContentFetcher, DocumentExtractor {

        private final ScriptedExtractor extractor = new ScriptedExtractor();

        @Override
        public void send(ExtractedDocument document, long timestamp, TraceContext trace, Fence fence)
                throws InterruptedException {
            aStep();
            fence.pass(() -> world.extracted.add(new World.Sent(fence, document)));
            aStep();
        }

        @Override
        public void send(DeadLetter letter, TraceContext trace, Fence fence) throws InterruptedException {
            aStep();
            fence.pass(() -> world.letters.add(letter));
            aStep();
        }

        @Override
        public boolean exist(DocumentKey document, Replay replay) throws BrokerUnavailableException {
            aStep();
            if (isAway()) {
                throw new BrokerUnavailableException("away", new IllegalStateException());
            }
            ExtractedDocument last = world.last(document);
            if (last == null || last.getOrigin().getOffset() < replay.offset()) {
                return false;
            }
            return last.getOrigin().getOffset() > replay.offset() || World.isGood(last);
        }

        @Override
        public InlineContent fetch(String tenant, URI reference) throws ContentUnavailableException {
            aStep();
            if (isAway()) {
                throw new ContentUnavailableException("away");
            }
            return new InlineContent(ByteBuffer.wrap(reference.getPath().getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Extraction extract(SourceFile file) throws InterruptedException, WorkerUnavailableException {
            aStep();
            if (isAway()) {
                throw new WorkerUnavailableException("away");
            }
            Extraction extraction = extractor.extract(file);
            if (isAway()) {
                meanwhile.run();
            }
            aStep();
            return extraction;
        }

        @Override
        public void close() {}
    }
}
