package io.freshet.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.store.Filter;
import io.freshet.store.Metadata;
import io.freshet.store.Outcome;
import io.freshet.store.UnitVector;
import io.freshet.store.Write;
import io.freshet.store.lucene.SizedVectorsFormat.Kind;
import io.freshet.store.rank.Scored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VectorLegTest {
    private static final int DIMENSIONS = 16;
    private static final int ROWS = 2_000;
    private static final long BY_GRAPH = 0;

    private static final OpenIndex.Vectors IN_GRAPHS = rowsInIndex -> new SizedVectorsFormat(rows -> Kind.GRAPH);

    private final Random random = new Random(42);

    @SuppressWarnings("NullAway.Init") // by open
    private OpenIndex opened;

    @TempDir
    Path path;

    @Test
    void theGraphFindsNearlyAllThatComparingEverythingFinds() throws IOException {
        try (WrittenTenant tenant = filled()) {
            assertThat(recall(tenant, Filter.ALL)).isGreaterThanOrEqualTo(0.95);
            assertThat(recall(tenant, new Filter.Attribute("third", "0"))).isGreaterThanOrEqualTo(0.95);
        }
    }

    @Test
    void theGraphGivesTheSameScores() throws IOException {
        try (WrittenTenant tenant = filled()) {
            float[] vector = randomUnit();

            Scored byGraph = search(tenant, vector, Filter.ALL, BY_GRAPH).get(0);
            Scored exact = search(tenant, vector, Filter.ALL, ROWS).get(0);

            assertThat(byGraph.id()).isEqualTo(exact.id());
            assertThat(byGraph.score()).isCloseTo(exact.score(), within(1e-5f));
        }
    }

    @Test
    void vectorsMayBeLongerThanLuceneAllows() throws IOException {
        float[] vector = new float[3_072];
        vector[3_071] = 1;
        try (WrittenTenant tenant = new WrittenTenant(path, vector.length)) {
            assertThat(tenant.apply(List.of(Chunked.put("acme", 1, "text", vector))))
                    .containsExactly(Outcome.ACCEPTED);

            assertThat(search(tenant, vector, Filter.ALL, BY_GRAPH)).hasSize(1);
        }
    }

    @Test
    void rowsOfAnEarlierBuildAreReadAndMerged() throws IOException {
        try (WrittenTenant tenant = filled(rowsInIndex -> new Lucene99HnswVectorsFormat())) {
            tenant.sync();
        }
        try (WrittenTenant tenant = new WrittenTenant("acme", DIMENSIONS, () -> open(IN_GRAPHS))) {
            assertThat(recall(tenant, Filter.ALL)).isGreaterThanOrEqualTo(0.95);
            tenant.apply(List.of(Chunked.put("acme", ROWS, "text", randomUnit())));
            merge();
            assertThat(recall(tenant, Filter.ALL)).isGreaterThanOrEqualTo(0.95);
            assertThat(kinds()).containsExactly("GRAPH");
        }
    }

    @Test
    void withoutGraphsTheSameIsFound() throws IOException {
        try (WrittenTenant tenant = filled(rowsInIndex -> new SizedVectorsFormat(rows -> Kind.FLAT))) {
            assertThat(kinds()).containsExactly("FLAT");
            assertThat(recall(tenant, Filter.ALL)).isEqualTo(1);
            assertThat(recall(tenant, new Filter.Attribute("third", "0"))).isEqualTo(1);
        }
    }

    @Test
    void onlySegmentsOfALargeIndexHaveGraphs() throws IOException {
        AtomicLong rowsInIndex = new AtomicLong();
        try (WrittenTenant tenant =
                filled(real -> new SizedVectorsFormat(rows -> rowsInIndex.get() > 100 ? Kind.GRAPH : Kind.FLAT))) {
            assertThat(kinds()).containsExactly("FLAT");
            rowsInIndex.set(101);
            tenant.apply(List.of(Chunked.put("acme", ROWS, "text", randomUnit())));
            assertThat(recall(tenant, Filter.ALL)).isEqualTo(1);
            merge();
            assertThat(kinds()).containsExactly("GRAPH");
            assertThat(recall(tenant, Filter.ALL)).isGreaterThanOrEqualTo(0.95);
        }
    }

    @Test
    void anyKindIsMadeOfAnyOther() throws IOException {
        AtomicReference<Kind> kind = new AtomicReference<>(Kind.ROUNDED);
        try (WrittenTenant tenant = filled(rowsInIndex -> new SizedVectorsFormat(rows -> kind.get()))) {
            int added = ROWS;
            for (Kind next : List.of(Kind.ROUNDED, Kind.GRAPH, Kind.ROUNDED, Kind.FLAT, Kind.GRAPH)) {
                kind.set(next);
                tenant.apply(List.of(Chunked.put("acme", added++, "text", randomUnit())));
                tenant.sync();
                merge();
                assertThat(kinds()).containsExactly(next.name());
                assertThat(recall(tenant, Filter.ALL)).as("%s", next).isGreaterThanOrEqualTo(0.95);
                sameScoresByGraph(tenant);
            }
        }
    }

    private void sameScoresByGraph(WrittenTenant tenant) throws IOException {
        float[] vector = randomUnit();
        List<Scored> exact = search(tenant, vector, Filter.ALL, 2 * ROWS);
        assertThat(search(tenant, vector, Filter.ALL, BY_GRAPH).get(0)).isEqualTo(exact.get(0));
    }

    private WrittenTenant filled() throws IOException {
        WrittenTenant tenant = filled(IN_GRAPHS);
        merge();
        assertThat(kinds()).containsExactly("GRAPH");
        return tenant;
    }

    /** In two segments. */
    private WrittenTenant filled(OpenIndex.Vectors vectors) throws IOException {
        WrittenTenant tenant = new WrittenTenant("acme", DIMENSIONS, () -> open(vectors));
        List<Write> writes = IntStream.range(0, ROWS)
                .mapToObj(i -> Chunked.put("acme", i, "text", third(i), randomUnit()))
                .toList();
        tenant.apply(writes.subList(0, ROWS / 2));
        tenant.sync();
        tenant.apply(writes.subList(ROWS / 2, ROWS));
        tenant.sync();
        return tenant;
    }

    private OpenIndex open(OpenIndex.Vectors vectors) throws IOException {
        opened = OpenIndex.open(FSDirectory.open(path), vectors);
        return opened;
    }

    private void merge() throws IOException {
        opened.writer().forceMerge(1);
        opened.writer().commit();
    }

    private Set<String> kinds() throws IOException {
        Set<String> kinds = new TreeSet<>();
        try (FSDirectory directory = FSDirectory.open(path)) {
            SegmentInfos.readLatestCommit(directory)
                    .forEach(segment -> kinds.add(String.valueOf(segment.info.getAttribute("freshet.vectors"))));
        }
        return kinds;
    }

    private static Metadata third(int i) {
        Map<String, String> attributes = Map.of("third", Integer.toString(i % 3));
        return new Metadata(null, null, null, null, null, List.of(), List.of(), attributes, null);
    }

    private double recall(WrittenTenant tenant, Filter filter) throws IOException {
        int found = 0;
        for (int i = 0; i < 50; i++) {
            float[] vector = randomUnit();
            List<String> exact = ids(search(tenant, vector, filter, 2 * ROWS));
            found += (int) ids(search(tenant, vector, filter, BY_GRAPH)).stream()
                    .filter(exact::contains)
                    .count();
        }
        return found / 500.0;
    }

    private static List<String> ids(List<Scored> hits) {
        return hits.stream().limit(10).map(Scored::id).toList();
    }

    private static List<Scored> search(WrittenTenant tenant, float[] vector, Filter filter, long exactUpTo)
            throws IOException {
        Query query = FilterQueries.of(filter);
        return tenant.read(searcher -> VectorLeg.search(searcher, vector, query, 100, exactUpTo));
    }

    private float[] randomUnit() {
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return UnitVector.of(vector).orElseThrow();
    }
}
