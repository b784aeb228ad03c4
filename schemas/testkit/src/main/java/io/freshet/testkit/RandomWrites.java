package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;

import io.freshet.store.Filter;
import io.freshet.store.Write;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Batches as a writer sends them, and filters, from a seed: few ids, so that most are written again and again. */
final class RandomWrites {
    static final List<String> WORDS = List.of("apple", "größe", "東京", "мир", "e\u0301t", "😀", "7", "straße", "the");
    static final int CHUNKS = 60;
    static final int DOCUMENTS = 9;

    private static final List<String> VALUES = List.of("a", "b", "ab", "A", "ä*", "x y");
    private static final Filter.Field[] FIELDS = Filter.Field.values();

    private final Random random;

    RandomWrites(long seed) {
        this.random = new Random(seed);
    }

    static String documentId(int number) {
        return "doc/" + number % DOCUMENTS;
    }

    /** At most one write for each chunk and head of each tenant. */
    List<Write> batch(List<String> tenants) {
        Map<String, Write> byKey = new LinkedHashMap<>();
        int size = 1 + random.nextInt(30);
        for (int i = 0; i < size; i++) {
            String tenant = one(tenants);
            int number = random.nextInt(CHUNKS);
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> byKey.put(tenant + number, put(tenant, number));
                case 5, 6 ->
                    byKey.put(
                            tenant + number,
                            chunk(documentId(number)).id(number).delete(tenant));
                case 7, 8 -> byKey.put(tenant + documentId(number), putHead(tenant, number));
                default -> byKey.put(tenant + documentId(number), new Write.DeleteHead(tenant, documentId(number)));
            }
        }
        return List.copyOf(byKey.values());
    }

    /** One in twenty has a vector that no store takes. */
    private Write put(String tenant, int number) {
        float[] vector =
                switch (random.nextInt(60)) {
                    case 0 -> new float[] {1, 2};
                    case 1 -> new float[] {0, 0, 0};
                    case 2 -> new float[] {1, Float.NaN, 0};
                    default -> new float[] {random.nextInt(5) - 2, random.nextInt(5) - 2, 1 + random.nextInt(3)};
                };
        Chunks chunk = chunk(documentId(number))
                .id(number)
                .text(text())
                .order("o" + (1000 + number))
                .since(random.nextLong(1, Long.MAX_VALUE))
                .metadata(someMetadata());
        if (random.nextInt(4) == 0) {
            chunk.parent(number % 7);
        }
        return chunk.put(tenant, vector);
    }

    static boolean isInvalid(Write write) {
        return write instanceof Write.PutChunk put && (put.vector().length != 3 || !(Math.abs(put.vector()[2]) > 0));
    }

    private Write putHead(String tenant, int number) {
        Heads head = head(documentId(number))
                .sequence(random.nextInt(1_000))
                .origin(random.nextInt(8), random.nextInt(1_000))
                .chunkCount(random.nextInt(50))
                .metadata(someMetadata());
        return (random.nextInt(5) == 0 ? head.deleted() : head).put(tenant);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int words = random.nextInt(8);
        for (int i = 0; i < words; i++) {
            text.append(one(WORDS)).append(i % 3 == 2 ? "\n" : " ");
        }
        return text.toString();
    }

    private Metadatas someMetadata() {
        Metadatas metadata = metadata();
        if (random.nextBoolean()) {
            metadata.source(one(VALUES)).title(one(WORDS));
        }
        if (random.nextBoolean()) {
            metadata.tags(some()).attribute(one(VALUES), one(VALUES));
        }
        if (random.nextInt(3) == 0) {
            metadata.readers(some()).modifiedAt(Heads.NOON.plus(Duration.ofHours(random.nextInt(5))));
        }
        return metadata;
    }

    /** Up to {@code depth} filters within each other. */
    Filter filter(int depth) {
        int kind = random.nextInt(depth == 0 ? 8 : 11);
        return switch (kind) {
            case 0, 1 -> new Filter.AnyOf(one(List.of(FIELDS)), List.of(some()));
            case 2 -> new Filter.AllOf(one(List.of(FIELDS)), List.of(some()));
            case 3 -> new Filter.Prefix(one(List.of(FIELDS)), one(VALUES).substring(0, 1));
            case 4 -> new Filter.AttributeAnyOf(one(VALUES), List.of(some()));
            case 5 -> new Filter.AttributePrefix(one(VALUES), one(VALUES).substring(0, 1));
            case 6 -> new Filter.ReadableBy(List.of(some()));
            case 7 ->
                new Filter.Modified(
                        random.nextBoolean() ? null : Heads.NOON.plus(Duration.ofHours(random.nextInt(5))),
                        random.nextBoolean() ? null : Heads.NOON.plus(Duration.ofHours(random.nextInt(5))));
            case 8 -> new Filter.Not(filter(depth - 1));
            case 9 -> new Filter.And(List.of(filter(depth - 1), filter(depth - 1)));
            default -> new Filter.Or(List.of(filter(depth - 1), filter(depth - 1)));
        };
    }

    private String[] some() {
        Set<String> some = new HashSet<>();
        int size = random.nextInt(3);
        for (int i = 0; i < size; i++) {
            some.add(one(VALUES));
        }
        return some.stream().sorted().toArray(String[]::new);
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
