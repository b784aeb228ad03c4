package io.freshet.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.store.ChunkSearch;
import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.IndexCounts;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Metadata;
import io.freshet.store.ModelMismatchException;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LuceneStoreTest {
    private static final IndexIdentity IDENTITY = new IndexIdentity("model = a\\b: ü", 2);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // by setUp
    private LuceneStore store;

    @BeforeEach
    void setUp() throws StoreUnavailableException {
        store = LuceneStore.open(directory);
    }

    @AfterEach
    void tearDown() throws StoreUnavailableException {
        store.close();
    }

    @Test
    void nobodyElseMayWriteAtTheSameTime() throws StoreUnavailableException {
        assertThatThrownBy(() -> LuceneStore.open(directory))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("writes the index in " + directory);

        store.close();
        store = LuceneStore.open(directory);
    }

    @Test
    void aReaderSeesWhatWasSyncedAndNothingElse() throws Exception {
        store.open(IDENTITY);
        LuceneStore reader = LuceneStore.openReadOnly(directory);
        accept("acme", 1);
        assertThat(reader.count("acme").chunks()).isZero();

        store.sync();
        accept("acme", 2);
        accept("other", 1);
        assertThat(reader.count("acme").chunks()).isEqualTo(1);
        assertThat(reader.count("other").chunks()).isZero();

        store.sync();
        assertThat(reader.count("acme").chunks()).isEqualTo(2);
        assertThat(reader.count("other").chunks()).isEqualTo(1);
        reader.close();
    }

    @Test
    void aReaderKnowsTheModelAndTheMoment() throws Exception {
        LuceneStore reader = LuceneStore.openReadOnly(directory);
        assertThatThrownBy(() -> reader.open(IDENTITY))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no index yet");
        store.open(IDENTITY);
        store.recordAsOf(Instant.EPOCH);

        reader.open(IDENTITY);

        reader.check();
        assertThat(reader.identity()).contains(IDENTITY);
        assertThat(reader.asOf()).contains(Instant.EPOCH);
        assertThatThrownBy(() -> reader.open(new IndexIdentity("other", 2))).isInstanceOf(ModelMismatchException.class);
        reader.close();
    }

    @Test
    void aReaderDoesNotWrite() throws Exception {
        LuceneStore reader = LuceneStore.openReadOnly(directory);

        assertThatThrownBy(() -> reader.apply(List.of())).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(reader::sync).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> reader.recordAsOf(Instant.EPOCH)).isInstanceOf(UnsupportedOperationException.class);
        reader.close();
    }

    @Test
    void withoutAModelNothingIsTaken() throws StoreUnavailableException {
        assertThat(store.apply(List.of(Chunked.put("acme", 1, "text", 1, 0))))
                .singleElement()
                .isInstanceOf(Outcome.Unavailable.class);
        assertThat(store.count("acme")).isEqualTo(new IndexCounts(0, 0));
    }

    @Test
    void aClosedStoreIsUnavailable() throws Exception {
        store.open(IDENTITY);
        accept("acme", 1);

        store.close();

        assertThat(store.apply(List.of(Chunked.put("acme", 2, "text", 1, 0), Chunked.put("new", 2, "text", 1, 0))))
                .allMatch(outcome -> outcome instanceof Outcome.Unavailable);
        assertThatThrownBy(() -> store.count("acme")).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.check()).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aValueTooLongToFilterByIsInvalidAndNotQuoted() throws Exception {
        store.open(IDENTITY);
        Metadata metadata =
                new Metadata(null, null, null, null, null, List.of("secret".repeat(10_000)), List.of(), Map.of(), null);

        List<Outcome> outcomes = store.apply(
                List.of(Chunked.put("acme", 1, "text", metadata, 1, 0), Chunked.put("acme", 2, "text", 1, 0)));

        assertThat(outcomes)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isInstanceOfSatisfying(Outcome.Invalid.class, invalid -> assertThat(invalid.reason())
                                        .doesNotContain("secret")),
                        second -> assertThat(second).isEqualTo(Outcome.ACCEPTED));
        assertThat(store.count("acme").chunks()).isEqualTo(1);
    }

    @Test
    void aTenantsNameCannotLeaveTheDirectory() {
        assertThatThrownBy(() -> store.count("../elsewhere")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIndexOfAnotherFormatIsLeftAlone() throws Exception {
        store.close();
        Files.writeString(directory.resolve("identity.properties"), "formatVersion=9\nmodelId=m\ndimensions=2\n");
        assertThatThrownBy(() -> LuceneStore.open(directory))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("format 9");

        Files.writeString(directory.resolve("generations.properties"), "formatVersion=3\n");
        assertThatThrownBy(() -> LuceneStore.open(directory))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("format 3");
    }

    @Test
    void aDamagedMomentIsAnUnknownOne() throws Exception {
        store.open(IDENTITY);
        Files.writeString(directory.resolve("generation.1/as-of"), "");

        assertThat(store.asOf()).isEmpty();
    }

    @Test
    void damagedPositionsAreUnknownOnes() throws Exception {
        store.open(IDENTITY);
        store.recordPositions(Map.of(0, 12L));
        store.close();
        Files.writeString(directory.resolve("generation.1/positions"), "0=1\n1");

        store = LuceneStore.open(directory);

        assertThat(store.positions()).isEmpty();
    }

    @Test
    void anIndexFromBeforeThereWereGenerationsIsTheFirstGeneration() throws Exception {
        asOfFormat1();
        for (int interrupted = 0; interrupted < 2; interrupted++) {
            store = LuceneStore.open(directory);

            assertThat(store.generations()).singleElement().satisfies(generation -> {
                assertThat(generation.number()).isEqualTo(1);
                assertThat(generation.lineage()).isEqualTo(1);
                assertThat(generation.identity()).isEqualTo(IDENTITY);
                assertThat(generation.serving()).isTrue();
            });
            assertThat(store.count("acme").chunks()).isEqualTo(1);
            assertThat(store.count("generation-1").chunks()).isEqualTo(1);
            assertThat(store.asOf()).contains(Instant.EPOCH);
            assertThat(store.positions()).isEmpty();
            store.close();
            // As if the process had ended just before the last step.
            Files.writeString(directory.resolve("identity.properties"), FORMAT_1);
        }
        store = LuceneStore.open(directory);
    }

    @Test
    void aMoveFromTheOldFormatThatWasCutOffIsFinished() throws Exception {
        asOfFormat1();
        Files.createDirectories(directory.resolve("generation.1"));
        Files.move(directory.resolve("acme"), directory.resolve("generation.1/acme"));

        store = LuceneStore.open(directory);

        assertThat(store.scan(1).tenants()).containsExactly("acme", "generation-1");
        assertThat(store.count("acme").chunks()).isEqualTo(1);
    }

    private static final String FORMAT_1 = "formatVersion=1\nmodelId=model = a\\\\b: ü\ndimensions=2\n";

    private void asOfFormat1() throws Exception {
        store.open(IDENTITY);
        accept("acme", 1);
        accept("generation-1", 1);
        store.recordAsOf(Instant.EPOCH);
        store.close();
        for (String moved : List.of("acme", "generation-1", "as-of")) {
            Files.move(directory.resolve("generation.1").resolve(moved), directory.resolve(moved));
        }
        Files.delete(directory.resolve("generation.1"));
        Files.delete(directory.resolve("generations.properties"));
        Files.writeString(directory.resolve("identity.properties"), FORMAT_1);
    }

    @Test
    void aDropThatWasCutOffIsFinished() throws Exception {
        store.open(IDENTITY);
        store.close();
        Files.createDirectories(directory.resolve("generation.7/acme"));
        Files.writeString(directory.resolve("generation.7/acme/rest"), "rest");

        store = LuceneStore.open(directory);

        assertThat(directory.resolve("generation.7")).doesNotExist();
        assertThat(directory.resolve("generation.1")).exists();
    }

    @Test
    void aReaderFollowsWhatServes() throws Exception {
        store.open(IDENTITY);
        accept("acme", 1);
        store.sync();
        LuceneStore reader = LuceneStore.openReadOnly(directory);
        ChunkSearch pinned = reader.pinned();
        assertThat(pinned.heads("acme", List.of("doc"))).isEmpty();
        assertThat(reader.count("acme").chunks()).isEqualTo(1);

        int second = store.create(new GenerationOrder(1, 1, IDENTITY, "")).number();
        store.serve(second);

        assertThat(reader.count("acme").chunks()).isZero();
        assertThat(reader.generation()).map(Generation::number).contains(second);
        assertThat(pinned.generation()).map(Generation::number).contains(1);
        assertThat(pinned.chunks("acme", "doc", "", 9)).hasSize(1);

        store.drop(1);
        assertThatThrownBy(() -> pinned.chunks("acme", "doc", "", 9)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> reader.create(new GenerationOrder(2, 1, IDENTITY, "")))
                .isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> reader.serve(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> reader.drop(1)).isInstanceOf(UnsupportedOperationException.class);
        reader.close();
    }

    private void accept(String tenant, int number) {
        assertThat(store.apply(List.of(Chunked.put(tenant, number, "text", 1, 0))))
                .containsExactly(Outcome.ACCEPTED);
    }
}
