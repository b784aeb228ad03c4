package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Metadatas.metadata;

import io.freshet.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Chunks to judge rankings by, the same each time: some words are common and some rare, some texts and many vectors come
 * more than once, so that there are ties, and ids begin with every digit.
 */
final class JudgedCorpus {
    static final int SIZE = 160;

    private static final List<String> VOCABULARY = List.of(
            "the", "index", "stream", "and", "broker", "größe", "offset", "of", "query", "東京", "shard", "to", "vector",
            "recall", "мир", "tenant", "7", "latency", "graph", "naïve");
    private static final List<String> SOURCES = List.of("wiki", "mail", "code");

    private JudgedCorpus() {}

    static List<Write.PutChunk> puts(String tenant) {
        Random random = new Random(20260102);
        List<Write.PutChunk> puts = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            boolean again = i > 10 && random.nextInt(4) == 0;
            String text = again ? puts.get(random.nextInt(i)).chunk().text() : text(random);
            Chunks chunk = chunk("doc-" + i % 23)
                    .id(new UUID(random.nextLong(), random.nextLong()))
                    .text(text)
                    .order("o" + (1000 + i))
                    .metadata(metadata().source(SOURCES.get(i % SOURCES.size())).tags("tag-" + i % 7, "tag-" + i % 5));
            if (i % 11 == 0) {
                chunk.headings("Stream", "Offset of the shard");
            }
            puts.add(chunk.put(tenant, direction(random)));
        }
        return puts;
    }

    /** Rarer words stand later in the vocabulary. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int words = 2 + random.nextInt(30);
        for (int i = 0; i < words; i++) {
            double rarity = Math.abs(random.nextGaussian()) * VOCABULARY.size() / 3;
            text.append(VOCABULARY.get(Math.min((int) rarity, VOCABULARY.size() - 1)))
                    .append(i % 5 == 4 ? ".\n" : " ");
        }
        return text.toString();
    }

    /** One of some dozen directions, always of the same length: equal ones are equal to the last bit. */
    private static float[] direction(Random random) {
        float[] vector = {random.nextInt(5) - 2, random.nextInt(5) - 2, 1 + random.nextInt(2) * 2};
        return vector;
    }
}
