package io.freshet.store.weaviate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import io.freshet.store.Chunk;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Metadata;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import io.grpc.Status;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBase.Filters;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObject;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatchDelete.BatchDeleteReply;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatchDelete.BatchDeleteRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.MetadataResult;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchReply;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client is known to do wrong does not happen to us, as seen by a server. */
final class ClientFaultsTest {
    private static final Generation GENERATION =
            new Generation(1, GenerationOrder.first(new IndexIdentity("three-axes", 3), ""), Instant.EPOCH, true);
    private static final String ACME = "acme";
    private static final float[] X = {1, 0, 0};

    private final ExecutorService legs = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init") // by setUp
    private FakeWeaviate server;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Connection connection;

    @BeforeEach
    void setUp() throws Exception {
        server = new FakeWeaviate();
        connection = new Connection(server.settings());
    }

    @AfterEach
    void tearDown() throws Exception {
        connection.close();
        server.close();
        legs.shutdownNow();
    }

    @Test
    void everySearchCarriesTheWholeFilterTheTenantAndALimit() throws Exception {
        Filter filter = new Filter.And(List.of(
                new Filter.ReadableBy(List.of("ann")),
                new Filter.AnyOf(Filter.Field.SOURCE, List.of("wiki")),
                new Filter.Not(new Filter.AnyOf(Filter.Field.TAGS, List.of("old")))));

        for (Mode mode : Mode.values()) {
            generation().search(query(mode, filter));
        }

        assertThat(server.searches).hasSize(4).allSatisfy(search -> {
            assertThat(search.getFilters().getOperator()).isEqualTo(Filters.Operator.OPERATOR_AND);
            assertThat(search.getFilters().getFiltersList())
                    .extracting(Filters::getOperator)
                    .containsExactly(
                            Filters.Operator.OPERATOR_OR,
                            Filters.Operator.OPERATOR_CONTAINS_ANY,
                            Filters.Operator.OPERATOR_NOT);
            assertThat(search.getTenant()).isEqualTo(ACME);
            assertThat(search.getLimit()).isGreaterThan(10);
            assertThat(search.getCollection()).isEqualTo("FreshetChunks1");
        });
    }

    @Test
    void aFilterThatMatchesNothingIsNotSentAsNone() throws Exception {
        for (Filter nothing : List.of(
                new Filter.Or(List.of()),
                new Filter.Not(Filter.ALL),
                new Filter.AnyOf(Filter.Field.TAGS, List.of()),
                new Filter.And(List.of(Filter.ALL, new Filter.Or(List.of()))))) {
            assertThat(generation().search(query(Mode.HYBRID, nothing))).isEmpty();
        }

        assertThat(server.searches).isEmpty();
    }

    @Test
    void theServersOwnHybridAndItsAlphaAreNotUsed() throws Exception {
        generation().search(query(Mode.HYBRID, Filter.ALL));

        assertThat(server.searches).hasSize(2).noneMatch(SearchRequest::hasHybridSearch);
        assertThat(server.searches.stream().filter(SearchRequest::hasBm25Search))
                .hasSize(1);
        assertThat(server.searches.stream().filter(SearchRequest::hasNearVector))
                .hasSize(1);
    }

    @Test
    void consistencyIsLeftToTheServer() throws Exception {
        writer().apply(List.of(put(1, Metadata.EMPTY), new Write.DeleteChunk(ACME, "doc", new UUID(0, 2))));
        generation().search(query(Mode.HYBRID, Filter.ALL));

        assertThat(server.batches).noneMatch(batch -> batch.hasConsistencyLevel());
        assertThat(server.deletes).noneMatch(BatchDeleteRequest::hasConsistencyLevel);
        assertThat(server.searches).noneMatch(SearchRequest::hasConsistencyLevel);
    }

    @Test
    void everyWriteCarriesTheTenantAndWhatGoReads() {
        Instant onTheMinute = Instant.parse("2024-01-01T10:00:00Z");
        writer().apply(List.of(put(1, modified(onTheMinute)), new Write.DeleteChunk(ACME, "doc", new UUID(0, 2))));

        BatchObject object = server.batches.get(0).getObjects(0);
        Struct properties = object.getProperties().getNonRefProperties();
        assertThat(object.getTenant()).isEqualTo(ACME);
        assertThat(object.getVectorsList()).singleElement().satisfies(vector -> assertThat(vector.getName())
                .isEqualTo("content"));
        assertThat(properties.getFieldsOrThrow("modifiedAt").getStringValue()).isEqualTo("2024-01-01T10:00:00Z");
        assertThat(properties.getFieldsOrThrow("since").getStringValue()).isEqualTo(String.valueOf(Long.MAX_VALUE));
        assertThat(server.deletes).singleElement().satisfies(delete -> {
            assertThat(delete.getTenant()).isEqualTo(ACME);
            assertThat(delete.getVerbose()).isTrue();
            assertThat(delete.getFilters().getOperator()).isEqualTo(Filters.Operator.OPERATOR_CONTAINS_ANY);
        });
    }

    @Test
    void datesOfFiltersHaveTheirSeconds() throws Exception {
        generation().search(query(Mode.KEYWORD, new Filter.Modified(Instant.parse("2024-01-01T10:00:00Z"), null)));

        assertThat(server.searches.get(0).getFilters().toString()).contains("2024-01-01T10:00:00Z");
    }

    @Test
    void ofABatchThatIsAnsweredEachObjectsErrorIsRead() {
        Map<Integer, String> errors = Map.of(
                2, "store is read-only due to: disk usage too high",
                3, "cannot process batch: not enough memory",
                4, "new node has a vector with length 2: vector dimensions do not match the index dimensions",
                5, "class 'FreshetChunks1' not present in schema");
        server.wrong = object -> errors.get(number(object));

        List<Outcome> outcomes = writer().apply(puts(6));

        assertThat(outcomes)
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(Outcome.ACCEPTED),
                        second -> assertThat(second).isInstanceOf(Outcome.Unavailable.class),
                        third -> assertThat(third).isInstanceOf(Outcome.Overloaded.class),
                        fourth -> assertThat(fourth).isInstanceOf(Outcome.Invalid.class),
                        fifth -> assertThat(fifth).isInstanceOf(Outcome.Unavailable.class),
                        sixth -> assertThat(sixth).isEqualTo(Outcome.ACCEPTED));
    }

    @Test
    void requestsAreCutByRowsAndByBytes() {
        writer().apply(puts(20));
        assertThat(server.batches).extracting(batch -> batch.getObjectsCount()).containsExactly(8, 8, 4);

        server.batches.clear();
        String text = "x".repeat(15_000);
        List<Write> large = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            large.add(put(i, text, Metadata.EMPTY));
        }
        writer().apply(large);
        assertThat(server.batches)
                .allSatisfy(batch -> assertThat(batch.getSerializedSize()).isLessThan(100_000));
        assertThat(server.batches.stream()
                        .mapToInt(batch -> batch.getObjectsCount())
                        .sum())
                .isEqualTo(5);
    }

    @Test
    void aMessageThatIsTooLargeIsHalved() {
        server.wrongBatch = batch -> batch.getObjectsCount() > 2
                ? Status.RESOURCE_EXHAUSTED.withDescription("grpc: received message larger than max (9 vs. 8)")
                : null;

        assertThat(writer().apply(puts(8))).containsOnly(Outcome.ACCEPTED);
    }

    @Test
    void anAnswerNobodyKnowsConvictsOneObjectAndSparesTheOthers() {
        server.wrong = object -> number(object) == 5 ? "the moon is full" : null;

        List<Outcome> outcomes = writer().apply(puts(8));

        assertThat(outcomes.get(4)).isInstanceOf(Outcome.Invalid.class);
        assertThat(outcomes).filteredOn(Outcome.ACCEPTED::equals).hasSize(7);
    }

    @Test
    void aBatchRefusedAsAWholeIsHalvedDownToTheGuiltyOne() {
        server.wrongBatch = batch -> batch.getObjectsList().stream().anyMatch(object -> number(object) == 5)
                ? Status.UNKNOWN.withDescription("the moon is full")
                : null;

        List<Outcome> outcomes = writer().apply(puts(8));

        assertThat(outcomes.get(4)).isInstanceOf(Outcome.Invalid.class);
        assertThat(outcomes).filteredOn(Outcome.ACCEPTED::equals).hasSize(7);
    }

    @Test
    void anAnswerNobodyKnowsConvictsNobodyWhileNothingIsTaken() {
        server.wrong = object -> "the moon is full";

        assertThat(writer().apply(puts(3))).allMatch(outcome -> outcome instanceof Outcome.Unavailable);
    }

    @Test
    void aCallThatIsNotAnsweredEndsAtItsDeadline() {
        server.search = request -> {
            throw Status.DEADLINE_EXCEEDED.asRuntimeException();
        };
        server.wrongBatch = batch -> Status.DEADLINE_EXCEEDED;

        assertThat(writer().apply(puts(2))).allMatch(outcome -> outcome instanceof Outcome.Unavailable);
        assertThatThrownBy(() -> generation().search(query(Mode.KEYWORD, Filter.ALL)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void deletesThatAreNotAccountedForAreNotDone() {
        server.deletion = delete ->
                BatchDeleteReply.newBuilder().setMatches(2).setFailed(2).build();

        assertThat(writer().apply(List.of(
                        new Write.DeleteChunk(ACME, "doc", new UUID(0, 1)), new Write.DeleteHead(ACME, "doc"))))
                .allMatch(outcome -> outcome instanceof Outcome.Unavailable);
    }

    @Test
    void anIdThatIsFoundTwiceIsOneHit() throws Exception {
        server.search = request -> request.hasNearVector()
                ? SearchReply.newBuilder()
                        .addResults(near(1, 0.1f))
                        .addResults(near(1, 0.1f))
                        .addResults(near(2, 0.2f))
                        .build()
                : SearchReply.getDefaultInstance();

        generation().search(query(Mode.VECTOR, Filter.ALL));

        SearchRequest byIds = server.searches.get(1);
        assertThat(byIds.getFilters().getValueTextArray().getValuesList())
                .containsExactly(new UUID(0, 1).toString(), new UUID(0, 2).toString());
    }

    @Test
    void equalHitsAtTheCutAreAllAskedFor() throws Exception {
        server.search = request -> {
            SearchReply.Builder reply = SearchReply.newBuilder();
            if (request.hasNearVector()) {
                IntStream.range(0, Math.min(request.getLimit(), 45))
                        .forEach(i -> reply.addResults(near(100 - i, 0.5f)));
            }
            return reply.build();
        };

        generation().search(query(Mode.VECTOR, Filter.ALL));

        SearchRequest byIds = server.searches.get(server.searches.size() - 1);
        assertThat(byIds.getFilters().getValueTextArray().getValues(0)).isEqualTo(new UUID(0, 56).toString());
    }

    @Test
    void aServerThatIsDownLeavesNoThreadsBehind() throws Exception {
        server.stop();
        int before = Thread.activeCount();

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> generation().search(query(Mode.KEYWORD, Filter.ALL)))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.TRANSIENT));
        }

        assertThat(Thread.activeCount()).isLessThan(before + 10);
    }

    private WeaviateGeneration generation() {
        return new WeaviateGeneration(connection, legs, new Names("Freshet"), 1);
    }

    private BatchWriter writer() {
        return new BatchWriter(connection, server.settings(), new Names("Freshet"), GENERATION, new Doubts());
    }

    private static ChunkQuery query(Mode mode, Filter filter) {
        return new ChunkQuery(ACME, mode, "words", X, 0.5, Fusion.RELATIVE_SCORE, filter, 10);
    }

    private static List<Write> puts(int count) {
        List<Write> puts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            puts.add(put(i, Metadata.EMPTY));
        }
        return puts;
    }

    private static Write put(int id, Metadata metadata) {
        return put(id, "text", metadata);
    }

    private static Write put(int id, String text, Metadata metadata) {
        Chunk chunk = new Chunk(new UUID(0, id), "doc", text, List.of(), null, "a", null, metadata, Long.MAX_VALUE);
        return new Write.PutChunk(ACME, chunk, X);
    }

    private static Metadata modified(@Nullable Instant at) {
        return new Metadata(null, null, null, null, null, List.of(), List.of(), Map.of(), at);
    }

    private static int number(BatchObject object) {
        return (int) UUID.fromString(object.getUuid()).getLeastSignificantBits();
    }

    private static SearchResult near(int id, float distance) {
        return SearchResult.newBuilder()
                .setMetadata(MetadataResult.newBuilder()
                        .setId(new UUID(0, id).toString())
                        .setDistance(distance)
                        .setDistancePresent(true))
                .build();
    }
}
