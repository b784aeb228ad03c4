package io.freshet.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.store.IndexCounts;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Metadata;
import io.freshet.store.ModelMismatchException;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import java.io.IOException;
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
    void anIndexOfAnotherFormatIsLeftAlone() throws IOException {
        Files.writeString(directory.resolve("identity.properties"), "formatVersion=2\nmodelId=m\ndimensions=2\n");

        assertThatThrownBy(() -> store.open(IDENTITY))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void aDamagedMomentIsAnUnknownOne() throws Exception {
        Files.writeString(directory.resolve("as-of"), "");

        assertThat(store.asOf()).isEmpty();
    }

    private void accept(String tenant, int number) {
        assertThat(store.apply(List.of(Chunked.put(tenant, number, "text", 1, 0))))
                .containsExactly(Outcome.ACCEPTED);
    }
}
