package io.freshet.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.ingest.publish.Fence;
import io.freshet.ingest.replay.Replay;
import io.freshet.ingest.source.Events;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of the stream: whatever happens on the way, in whatever order, the log of outcomes ends as it does when nothing
 * happens. Each seed makes a log of events and replays, and then runs it through two processes that are killed at any step,
 * exchange partitions, cannot reach what they need and lose the answers to their commits.
 */
final class InterleavingsTest {

    private static final int SEEDS = 400;
    private static final int PARTITIONS = 3;
    private static final int EVENTS = 16;
    private static final int FAULTY_MOVES = 400;

    private final Events events = new Events();

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensTheOutcomesEndAsInTheCleanRun(long seed) {
        // Given
        World world = world(new Random(seed));
        World clean = world.untouched();
        finish(clean, new Random(seed));

        // When
        harass(world, new Random(seed));
        finish(world, new Random(seed));

        // Then
        assertThat(world.finalDocuments()).as("seed %d", seed).isEqualTo(clean.finalDocuments());
        assertThat(world.places()).as("nothing skipped, seed %d", seed).isEqualTo(clean.places());
        assertThat(world.letterIds()).as("dead letters, seed %d", seed).isEqualTo(clean.letterIds());
        assertThatNoOwnerWentBack(world, seed);
    }

    private static void assertThatNoOwnerWentBack(World world, long seed) {
        Map<Fence, Map<String, Long>> newest = new HashMap<>();
        for (World.Sent sent : world.extracted) {
            long offset = sent.document().getOrigin().getOffset();
            Long before = newest.computeIfAbsent(sent.owner(), unused -> new HashMap<>())
                    .put(World.key(sent.document()).toString(), offset);
            assertThat(before == null || before <= offset)
                    .as("%s after %s, seed %d", sent.document(), before, seed)
                    .isTrue();
        }
    }

    private World world(Random random) {
        World world = new World(events);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int offset = 0; offset < EVENTS; offset++) {
                records.add(
                        offset > 0 && random.nextInt(4) == 0
                                ? replay(records.get(random.nextInt(offset)), offset, random)
                                : event(partition, offset, random));
            }
            world.log.put(new TopicPartition(events.topics.documents().name(), partition), records);
        }
        return world;
    }

    private ConsumerRecord<byte[], byte[]> event(int partition, long offset, Random random) {
        String documentId = "d" + partition + random.nextInt(4);
        String content = "text " + offset;
        return switch (random.nextInt(8)) {
            case 0 -> events.record(partition, offset, Events.event(documentId, Events.delete()));
            case 1 ->
                events.record(
                        partition,
                        offset,
                        Events.event(
                                documentId,
                                MetadataPatch.newBuilder().setTitle(content).build()));
            case 2 ->
                events.record(partition, offset, Events.event(documentId, byReference("https://host/" + content)));
            case 3 -> events.record(partition, offset, "acme/" + documentId, "x".getBytes(StandardCharsets.UTF_8));
            case 4, 5 -> events.record(partition, offset, Events.event(documentId, Events.upsert("fail CORRUPT")));
            default -> events.record(partition, offset, Events.event(documentId, Events.upsert(content)));
        };
    }

    private static Upsert byReference(String uri) {
        return Upsert.newBuilder(Events.upsert(""))
                .setContent(null)
                .setContentUri(uri.replace(' ', '-'))
                .build();
    }

    /** Publishes an event again, as it was or mended, under the place it had. */
    private ConsumerRecord<byte[], byte[]> replay(ConsumerRecord<byte[], byte[]> original, long offset, Random random) {
        String key = new String(original.key(), StandardCharsets.UTF_8);
        Replay replay = Replay.in(original.headers())
                .orElse(new Replay(
                        original.partition(), original.offset(), Instant.ofEpochMilli(original.timestamp())));
        ConsumerRecord<byte[], byte[]> again = random.nextBoolean()
                ? events.record(original.partition(), offset, key, original.value())
                : events.record(
                        original.partition(),
                        offset,
                        Events.event(key.substring("acme/".length()), Events.upsert("mended " + offset)));
        replay.addTo(again.headers());
        return again;
    }

    /** Runs two processes against each other, and lets happen what may. */
    private static void harass(World world, Random random) {
        List<Instance> instances = new ArrayList<>(List.of(mortal(world, random), mortal(world, random)));
        share(world, instances, random);
        for (int move = 0; move < FAULTY_MOVES; move++) {
            int who = random.nextInt(2);
            instances.get(who).meanwhile(() -> disturb(world, instances, 1 - who, random));
            try {
                move(world, instances, who, random);
            } catch (Crash crash) {
                instances.set(who, mortal(world, random));
                share(world, instances, random);
            }
        }
    }

    private static void move(World world, List<Instance> instances, int who, Random random) {
        Instance instance = instances.get(who);
        switch (random.nextInt(20)) {
            case 0 -> share(world, instances, random);
            case 1 -> instance.assignEagerly(List.copyOf(instance.partitions()));
            case 2, 3 -> instance.wait(Duration.ofMillis(random.nextInt(3000)));
            case 4, 5, 6, 7, 8, 9 -> instance.poll();
            default -> instance.work();
        }
    }

    /** Deals the partitions out anew, and has the other process begin with what it has now. */
    private static void disturb(World world, List<Instance> instances, int other, Random random) {
        try {
            share(world, instances, random);
            for (int i = 0; i < 6; i++) {
                instances.get(other).poll();
                instances.get(other).work();
            }
        } catch (Crash crash) {
            instances.set(other, mortal(world, random));
            share(world, instances, random);
        }
    }

    private static Instance mortal(World world, Random random) {
        return new Instance(world, random, 0.15, 10 + random.nextInt(150));
    }

    /** Deals the partitions out anew: nobody gets one before the other has let go of it. */
    private static void share(World world, List<Instance> instances, Random random) {
        List<TopicPartition> dealt = new ArrayList<>(world.log.keySet());
        Collections.shuffle(dealt, random);
        int cut = random.nextInt(dealt.size() + 1);
        List<List<TopicPartition>> hands = List.of(dealt.subList(0, cut), dealt.subList(cut, dealt.size()));
        for (int i = 0; i < 2; i++) {
            List<TopicPartition> kept = new ArrayList<>(instances.get(i).partitions());
            kept.retainAll(hands.get(i));
            assign(world, instances, i, kept, random);
        }
        for (int i = 0; i < 2; i++) {
            assign(world, instances, i, hands.get(i), random);
        }
    }

    /** Who is killed while it lets go is followed by a new one. */
    private static void assign(
            World world, List<Instance> instances, int who, List<TopicPartition> partitions, Random random) {
        try {
            instances.get(who).assign(partitions);
        } catch (Crash crash) {
            instances.set(who, mortal(world, random));
            instances.get(who).assign(partitions);
        }
    }

    /** Runs one process in which nothing goes wrong until all is done. */
    private static void finish(World world, Random random) {
        Instance instance = new Instance(world, random, 0, Long.MAX_VALUE);
        instance.assign(List.copyOf(world.log.keySet()));
        for (int round = 0; round < 1000 && !world.isDone(); round++) {
            instance.poll();
            instance.workOff();
            instance.wait(Duration.ofSeconds(5));
        }
        assertThat(world.isDone()).as("everything committed").isTrue();
    }
}
