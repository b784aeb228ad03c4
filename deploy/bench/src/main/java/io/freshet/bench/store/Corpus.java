package io.freshet.bench.store;

import io.freshet.store.Chunk;
import io.freshet.store.Filter;
import io.freshet.store.Metadata;
import io.freshet.store.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Chunks that nobody wrote, each made from its number, so that none has to be kept: vectors around a thousand centres,
 * words as frequent as their rank says (Zipf). Half of a chunk's words are its centre's own.
 */
final class Corpus {
    static final String TENANT = "acme";
    static final int DIMENSIONS = 384;

    private static final int CENTRES = 1_000;
    // Two chunks of a centre have a cosine of about 0.6 then, as passages about one thing have.
    private static final double SPREAD = 0.8;
    private static final int VOCABULARY = 50_000;
    private static final int OWN_WORDS = 200;
    private static final int WORDS = 120;
    private static final int QUERY_WORDS = 4;
    private static final int PER_DOCUMENT = 20;
    private static final int SOURCES = 10;
    private static final int GROUPS = 5;

    private final float[][] centres = new float[CENTRES][];
    private final double[] cumulated = new double[VOCABULARY];

    /** A question: words and a vector near those of some chunk. */
    record Question(String text, float[] vector) {}

    Corpus() {
        Random random = new Random(3);
        for (int i = 0; i < CENTRES; i++) {
            centres[i] = unit(gaussian(random));
        }
        double sum = 0;
        for (int rank = 0; rank < VOCABULARY; rank++) {
            sum += 1.0 / (rank + 1);
            cumulated[rank] = sum;
        }
    }

    Write.PutChunk put(int number) {
        return new Write.PutChunk(TENANT, chunk(number, 0), vector(number, 0));
    }

    /** The same chunk after an edit: same id, other text and vector. */
    Write.PutChunk edited(int number, int edit) {
        return new Write.PutChunk(TENANT, chunk(number, edit), vector(number, edit));
    }

    static UUID id(int number) {
        return UUID.nameUUIDFromBytes(("chunk-" + number).getBytes(StandardCharsets.UTF_8));
    }

    private Chunk chunk(int number, int edit) {
        return new Chunk(
                id(number),
                "document-" + number / PER_DOCUMENT,
                text(number, edit, WORDS),
                List.of("Part " + number % 7, "Section"),
                null,
                String.format("%08d", number),
                null,
                metadata(number / PER_DOCUMENT),
                1);
    }

    private static Metadata metadata(int document) {
        List<String> readers = document % 2 == 0 ? List.of() : List.of("group-" + document / 2 % GROUPS);
        return new Metadata(
                "Document " + document,
                null,
                "source-" + document / 3 % SOURCES,
                "en",
                "text/plain",
                List.of("tag-" + document % 20),
                readers,
                Map.of(),
                null);
    }

    /** What a caller of one group may read of one source: some six in a hundred chunks. */
    static Filter narrow() {
        return new Filter.And(List.of(
                new Filter.ReadableBy(List.of("group-1")), new Filter.AnyOf(Filter.Field.SOURCE, List.of("source-1"))));
    }

    float[] vector(int number, int edit) {
        Random random = new Random(31L * number + edit);
        return near(centres[centre(number)], random, SPREAD);
    }

    private static int centre(int number) {
        return (int) Math.floorMod((number * 0x9E3779B97F4A7C15L) >>> 20, (long) CENTRES);
    }

    /** Questions that are like chunks of any corpus with more than a thousand. */
    List<Question> questions(int count) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Random random = new Random(-1L - i);
            int chunk = random.nextInt(CENTRES);
            questions.add(new Question(text(chunk, -1 - i, QUERY_WORDS), near(centres[centre(chunk)], random, SPREAD)));
        }
        return questions;
    }

    private String text(int number, int edit, int words) {
        Random random = new Random(17L * number + edit);
        int own = 300 + centre(number) * (VOCABULARY - 300 - OWN_WORDS) / CENTRES;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            int rank = random.nextBoolean() ? rank(random) : own + (int) (OWN_WORDS * Math.pow(random.nextDouble(), 2));
            text.append(i == 0 ? "" : " ").append('w').append(Integer.toString(rank, Character.MAX_RADIX));
        }
        return text.toString();
    }

    private int rank(Random random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[VOCABULARY - 1]);
        return Math.min(VOCABULARY - 1, found < 0 ? -found - 1 : found);
    }

    private static float[] near(float[] centre, Random random, double spread) {
        float[] away = unit(gaussian(random));
        for (int i = 0; i < DIMENSIONS; i++) {
            away[i] = (float) (centre[i] + spread * away[i]);
        }
        return unit(away);
    }

    private static float[] gaussian(Random random) {
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float norm = (float) Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= norm;
        }
        return vector;
    }
}
