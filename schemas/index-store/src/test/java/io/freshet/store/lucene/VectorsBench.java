package io.freshet.store.lucene;

import com.sun.management.OperatingSystemMXBean;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.UnitVector;
import io.freshet.store.Write;
import io.freshet.store.rank.Scored;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;

/**
 * What the ways to store vectors cost and give: a tenant that is edited steadily, and the time and recall of queries.
 *
 * <p>Arguments: way (graphs, sized, quantized), chunks, edits. Vectors have 384 dimensions and lie in clusters.
 */
final class VectorsBench {
    private static final int DIMENSIONS = 384;
    private static final int CLUSTERS = 400;
    private static final int QUERIES = 300;
    private static final String TENANT = "acme";

    private static final Map<String, OpenIndex.Vectors> WAYS = Map.of(
            "graphs", rowsInIndex -> new Lucene99HnswVectorsFormat(),
            "quantized", rowsInIndex -> new Lucene99HnswScalarQuantizedVectorsFormat());

    private final Random random = new Random(1);
    private final float[][] centres = new float[CLUSTERS][];
    private final PrintStream out;
    private final Path directory;
    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private VectorsBench(PrintStream out, Path directory) {
        this.out = out;
        this.directory = directory;
        for (int i = 0; i < CLUSTERS; i++) {
            centres[i] = gaussian();
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("freshet-vectors-");
        new VectorsBench(System.out, directory)
                .run(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }

    private void run(String way, int chunks, int edits) throws IOException {
        try (WrittenTenant tenant = new WrittenTenant(TENANT, DIMENSIONS, () -> open(way))) {
            long began = System.nanoTime();
            long cpu = cpu();
            for (int i = 0; i < chunks; i += 500) {
                List<Write> batch = new ArrayList<>();
                for (int j = i; j < Math.min(chunks, i + 500); j++) {
                    batch.add(Chunked.put(TENANT, j, text(), vector()));
                }
                tenant.apply(batch);
            }
            tenant.sync();
            say("%s: %,d chunks loaded in %,d ms, %,d ms of processor", way, chunks, ms(began), cpu() - cpu);
            segments(tenant);
            edit(tenant, chunks, edits);
            segments(tenant);
            query(tenant, "first", QUERIES / 2);
            query(tenant, "then", QUERIES);
            recall(tenant);
        }
    }

    private OpenIndex open(String way) throws IOException {
        OpenIndex.Vectors vectors = WAYS.get(way);
        Directory opened = FSDirectory.open(directory);
        if (way.equals("cached")) {
            opened = new NRTCachingDirectory(opened, 5, 60);
        }
        return vectors == null ? OpenIndex.open(opened) : OpenIndex.open(opened, vectors);
    }

    /** Five chunks are replaced, then searched, again and again; synced now and then. The first quarter is not timed. */
    private void edit(WrittenTenant tenant, int chunks, int edits) throws IOException {
        long cpu = cpu();
        List<Long> searches = new ArrayList<>();
        for (int i = 0; i < edits; i++) {
            List<Write> batch = new ArrayList<>();
            int first = random.nextInt(chunks - 5);
            for (int j = 0; j < 5; j++) {
                batch.add(Chunked.put(TENANT, first + j, text(), vector()));
            }
            tenant.apply(batch);
            long began = System.nanoTime();
            search(tenant);
            searches.add(System.nanoTime() - began);
            if (i % 20 == 19) {
                tenant.sync();
            }
        }
        if (edits > 0) {
            say(
                    "%,d edits of 5 chunks with a search after each: %.2f ms of processor each; the search %s",
                    edits, (cpu() - cpu) / (double) edits, spread(searches.subList(edits / 4, edits)));
        }
    }

    private void query(WrittenTenant tenant, String when, int queries) throws IOException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < queries; i++) {
            long began = System.nanoTime();
            search(tenant);
            times.add(System.nanoTime() - began);
        }
        say("hybrid queries, %s: %s", when, spread(times));
    }

    private List<ChunkHit> search(WrittenTenant tenant) throws IOException {
        ChunkQuery query = new ChunkQuery(
                TENANT, Mode.HYBRID, text().substring(0, 20), vector(), 0.7, Fusion.RELATIVE_SCORE, Filter.ALL, 20);
        return tenant.read(searcher -> new ChunkQueries(searcher).search(query));
    }

    private void recall(WrittenTenant tenant) throws IOException {
        int found = 0;
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            float[] vector = UnitVector.of(vector()).orElseThrow();
            List<String> exact = leg(tenant, vector, Long.MAX_VALUE);
            long began = System.nanoTime();
            List<String> asSearched = leg(tenant, vector, VectorLeg.EXACT_UP_TO);
            times.add(System.nanoTime() - began);
            found += (int) asSearched.stream().filter(exact::contains).count();
        }
        say("recall@10 %.4f; the vector leg %s", found / 10.0 / QUERIES, spread(times));
    }

    private static List<String> leg(WrittenTenant tenant, float[] vector, long exactUpTo) throws IOException {
        return tenant.read(
                searcher -> VectorLeg.search(searcher, vector, FilterQueries.of(Filter.ALL), 100, exactUpTo).stream()
                        .limit(10)
                        .map(Scored::id)
                        .toList());
    }

    private void segments(WrittenTenant tenant) throws IOException {
        Map<Integer, Integer> sizes = new TreeMap<>();
        tenant.read(searcher -> {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                sizes.merge(leaf.reader().maxDoc(), 1, Integer::sum);
            }
            return true;
        });
        say("segments by size: %s", sizes);
    }

    private long cpu() {
        return process.getProcessCpuTime() / 1_000_000;
    }

    private static long ms(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static String spread(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, mean %.2f ms",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                Arrays.stream(sorted).average().orElse(0) / 1e6);
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("word")
                    .append((int) Math.abs(random.nextGaussian() * 2_000))
                    .append(' ');
        }
        return text.toString();
    }

    private float[] vector() {
        float[] vector = gaussian();
        float[] centre = centres[random.nextInt(CLUSTERS)];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = 0.8f * vector[i] + centre[i];
        }
        return vector;
    }

    private float[] gaussian() {
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
