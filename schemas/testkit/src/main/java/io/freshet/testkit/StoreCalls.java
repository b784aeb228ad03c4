package io.freshet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the tests of a store say to it: writes of a tenant that have to be accepted, and short queries. */
abstract class StoreCalls {
    static final IndexIdentity IDENTITY = new IndexIdentity("three-axes", 3);
    static final String ACME = "acme";
    static final float[] X = {1, 0, 0};
    static final float[] Y = {0, 1, 0};
    static final float[] Z = {0, 0, 1};
    static final double FLOAT = 1e-5;

    private final StoreUnderTest underTest;

    StoreCalls(StoreUnderTest underTest) {
        this.underTest = underTest;
    }

    OpenStore store() {
        return underTest.open();
    }

    void reopen() throws Exception {
        underTest.reopen();
    }

    void accepted(Write... writes) {
        accepted(List.of(writes));
    }

    void accepted(List<? extends Write> writes) {
        assertThat(store().writer().apply(List.copyOf(writes)))
                .hasSize(writes.size())
                .allSatisfy(outcome -> assertThat(outcome).isEqualTo(Outcome.ACCEPTED));
    }

    List<ChunkHit> search(ChunkQuery query) throws StoreUnavailableException {
        return store().search().search(query);
    }

    static ChunkQuery keyword(String text) {
        return query(ACME, Mode.KEYWORD, text, null, Filter.ALL, 10);
    }

    static ChunkQuery vector(float... vector) {
        return query(ACME, Mode.VECTOR, "", vector, Filter.ALL, 10);
    }

    static ChunkQuery filtered(Filter filter) {
        return query(ACME, Mode.VECTOR, "", X, filter, 10);
    }

    @SuppressWarnings("NullAway") // cannot read from a class file that an array may be null
    static ChunkQuery query(
            String tenant, Mode mode, String text, float @Nullable [] vector, Filter filter, int limit) {
        return new ChunkQuery(tenant, mode, text, vector, 0.5, Fusion.RELATIVE_SCORE, filter, limit);
    }

    static UUID uuid(int number) {
        return new UUID(0, number);
    }

    static List<Integer> ids(List<ChunkHit> hits) {
        return hits.stream()
                .map(hit -> Math.toIntExact(hit.chunk().id().getLeastSignificantBits()))
                .toList();
    }

    static void scored(List<ChunkHit> hits, Map<Integer, Double> expected) {
        assertThat(ids(hits)).containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (ChunkHit hit : hits) {
            int id = Math.toIntExact(hit.chunk().id().getLeastSignificantBits());
            assertThat((double) hit.score())
                    .as("score of %s", id)
                    .isCloseTo(expected.getOrDefault(id, -9.0), within(FLOAT));
        }
    }
}
