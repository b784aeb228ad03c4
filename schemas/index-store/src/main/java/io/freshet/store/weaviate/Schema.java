package io.freshet.store.weaviate;

import io.weaviate.client6.v1.api.collections.CollectionConfig;
import io.weaviate.client6.v1.api.collections.InvertedIndex;
import io.weaviate.client6.v1.api.collections.Property;
import io.weaviate.client6.v1.api.collections.Quantization;
import io.weaviate.client6.v1.api.collections.Replication;
import io.weaviate.client6.v1.api.collections.Replication.DeletionStrategy;
import io.weaviate.client6.v1.api.collections.Tokenization;
import io.weaviate.client6.v1.api.collections.VectorConfig;
import io.weaviate.client6.v1.api.collections.vectorindex.Distance;
import io.weaviate.client6.v1.api.collections.vectorindex.Hnsw;
import java.util.List;
import java.util.Map;

/** How the collections are made: what is indexed and how, nothing left to the server's defaults. */
final class Schema {
    private final WeaviateSettings settings;
    private final Names names;

    Schema(WeaviateSettings settings, Names names) {
        this.settings = settings;
        this.names = names;
    }

    CollectionConfig chunks(int generation) {
        return CollectionConfig.of(names.chunks(generation), chunks -> chunks.description("Freshet chunks, format 1")
                .properties(
                        Property.text(Fields.CONTEXT, context -> context.tokenization(Tokenization.WORD)
                                .indexSearchable(true)
                                .indexFilterable(false)),
                        Property.integer(Fields.TEXT_START, Schema::unindexed),
                        filterable(Fields.DOCUMENT_ID),
                        filterable(Fields.ORDER),
                        Property.uuid(Fields.PARENT, parent -> parent.indexFilterable(true)),
                        text(Fields.SINCE),
                        texts(Fields.HEADING_PATH),
                        Property.integer(Fields.PAGE, Schema::unindexed),
                        text(Fields.TITLE),
                        text(Fields.URI),
                        filterable(Fields.SOURCE),
                        filterable(Fields.LANGUAGE),
                        filterable(Fields.MEDIA_TYPE),
                        filterables(Fields.TAGS),
                        filterables(Fields.READERS),
                        filterables(Fields.ATTRIBUTES),
                        Property.bool(Fields.EVERYBODY, everybody -> everybody.indexFilterable(true)),
                        Property.date(Fields.MODIFIED_AT, date -> date.indexFilterable(false)
                                .indexRangeFilters(true)),
                        text(Fields.MODIFIED_AT_TEXT))
                .vectorConfig(VectorConfig.selfProvided(
                        Fields.VECTOR, vector -> vector.vectorIndex(graph()).quantization(quantisation())))
                .multiTenancy(tenants ->
                        tenants.enabled(true).autoTenantCreation(false).autoTenantActivation(true))
                .invertedIndex(inverted())
                .replication(replication()));
    }

    CollectionConfig heads(int generation) {
        return CollectionConfig.of(names.heads(generation), heads -> heads.description("Freshet heads, format 1")
                .properties(
                        text(Fields.DOCUMENT_ID),
                        text(Fields.SEQUENCE),
                        text(Fields.VERSION),
                        Property.integer(Fields.ORIGIN_PARTITION, Schema::unindexed),
                        text(Fields.ORIGIN_OFFSET),
                        text(Fields.ORIGIN_EVENT),
                        text(Fields.ORIGIN_OCCURRED_AT),
                        text(Fields.ORIGIN_PUBLISHED_AT),
                        Property.integer(Fields.CHUNK_COUNT, Schema::unindexed),
                        texts(Fields.REMOVED),
                        Property.bool(Fields.DELETED, Schema::unindexed),
                        text(Fields.FAILURE_CODE),
                        text(Fields.FAILURE_MESSAGE),
                        text(Fields.FAILURE_SINCE),
                        text(Fields.INDEXED_AT),
                        text(Fields.TITLE),
                        text(Fields.URI),
                        text(Fields.SOURCE),
                        text(Fields.LANGUAGE),
                        text(Fields.MEDIA_TYPE),
                        texts(Fields.TAGS),
                        texts(Fields.READERS),
                        texts(Fields.ATTRIBUTES),
                        text(Fields.MODIFIED_AT_TEXT))
                .multiTenancy(tenants ->
                        tenants.enabled(true).autoTenantCreation(false).autoTenantActivation(true))
                .invertedIndex(inverted())
                .replication(replication()));
    }

    CollectionConfig control() {
        return CollectionConfig.of(names.control(), control -> control.description("Freshet control, format 1")
                .properties(
                        filterable(Fields.KIND),
                        Property.integer(Fields.GENERATION, number -> number.indexFilterable(true)
                                .indexRangeFilters(false)),
                        Property.integer(Fields.PARTITION, Schema::unindexed),
                        text(Fields.VALUE))
                .vectorConfig(noVectors())
                .invertedIndex(inverted())
                .replication(replication()));
    }

    /** All that a chunk is made of, to be asked for by name. */
    static List<String> chunkFields() {
        return List.of(
                Fields.CONTEXT,
                Fields.TEXT_START,
                Fields.DOCUMENT_ID,
                Fields.ORDER,
                Fields.PARENT,
                Fields.SINCE,
                Fields.HEADING_PATH,
                Fields.PAGE,
                Fields.TITLE,
                Fields.URI,
                Fields.SOURCE,
                Fields.LANGUAGE,
                Fields.MEDIA_TYPE,
                Fields.TAGS,
                Fields.READERS,
                Fields.ATTRIBUTES,
                Fields.MODIFIED_AT,
                Fields.MODIFIED_AT_TEXT);
    }

    static List<String> headFields() {
        return List.of(
                Fields.DOCUMENT_ID,
                Fields.SEQUENCE,
                Fields.VERSION,
                Fields.ORIGIN_PARTITION,
                Fields.ORIGIN_OFFSET,
                Fields.ORIGIN_EVENT,
                Fields.ORIGIN_OCCURRED_AT,
                Fields.ORIGIN_PUBLISHED_AT,
                Fields.CHUNK_COUNT,
                Fields.REMOVED,
                Fields.DELETED,
                Fields.FAILURE_CODE,
                Fields.FAILURE_MESSAGE,
                Fields.FAILURE_SINCE,
                Fields.INDEXED_AT,
                Fields.TITLE,
                Fields.URI,
                Fields.SOURCE,
                Fields.LANGUAGE,
                Fields.MEDIA_TYPE,
                Fields.TAGS,
                Fields.READERS,
                Fields.ATTRIBUTES,
                Fields.MODIFIED_AT_TEXT);
    }

    /** A collection without any vector would get an index for one all the same, with files of its own for each tenant. */
    private static Map.Entry<String, VectorConfig> noVectors() {
        return VectorConfig.selfProvided("none", vector -> vector.vectorIndex(
                        Hnsw.of(hnsw -> hnsw.distance(Distance.COSINE).skipVectorization(true)))
                .quantization(Quantization.uncompressed()));
    }

    private Hnsw graph() {
        WeaviateSettings.Graph graph = settings.graph();
        return Hnsw.of(hnsw -> hnsw.distance(Distance.COSINE)
                .maxConnections(graph.maxConnections())
                .efConstruction(graph.efConstruction())
                .ef(graph.ef())
                .flatSearchCutoff(graph.exactUpTo())
                .filterStrategy(Hnsw.FilterStrategy.ACORN));
    }

    private Quantization quantisation() {
        return switch (settings.graph().quantisation()) {
            case NONE -> Quantization.uncompressed();
            case RQ_8 ->
                Quantization.rq(rq -> rq.bits(8).rescoreLimit(settings.graph().rescored()));
        };
    }

    /** As {@code ExactBm25} on the other side. */
    private static InvertedIndex inverted() {
        return InvertedIndex.of(index -> index.bm25(bm25 -> bm25.k1(1.2f).b(0.75f))
                .stopwords(words -> words.preset("en"))
                .indexTimestamps(false)
                .indexNulls(false)
                .indexPropertyLength(false));
    }

    private Replication replication() {
        return Replication.of(copies ->
                copies.replicationFactor(settings.replicas()).deletionStrategy(DeletionStrategy.TIME_BASED_RESOLUTION));
    }

    private static Property text(String name) {
        return Property.text(
                name,
                property -> unindexed(property).tokenization(Tokenization.FIELD).indexSearchable(false));
    }

    private static Property texts(String name) {
        return Property.textArray(
                name,
                property -> unindexed(property).tokenization(Tokenization.FIELD).indexSearchable(false));
    }

    private static Property filterable(String name) {
        return Property.text(name, property -> property.tokenization(Tokenization.FIELD)
                .indexFilterable(true)
                .indexSearchable(false));
    }

    private static Property filterables(String name) {
        return Property.textArray(name, property -> property.tokenization(Tokenization.FIELD)
                .indexFilterable(true)
                .indexSearchable(false));
    }

    private static Property.Builder unindexed(Property.Builder property) {
        return property.indexFilterable(false);
    }
}
