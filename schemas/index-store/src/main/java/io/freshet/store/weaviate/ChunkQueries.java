package io.freshet.store.weaviate;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.UnitVector;
import io.freshet.store.rank.Fused;
import io.freshet.store.rank.LegFusion;
import io.freshet.store.rank.Scored;
import io.weaviate.client6.v1.api.collections.WeaviateObject;
import io.weaviate.client6.v1.api.collections.query.BaseQueryOptions;
import io.weaviate.client6.v1.api.collections.query.Metadata.MetadataField;
import io.weaviate.client6.v1.api.collections.query.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Answers a query for chunks from one tenant's objects: first which, then what they are. */
final class ChunkQueries {
    /** What each leg of a hybrid query fetches at least: fewer would change how its scores are scaled. */
    private static final int LEG_LIMIT = 100;

    private final TenantObjects chunks;
    private final ExecutorService legs;

    ChunkQueries(TenantObjects chunks, ExecutorService legs) {
        this.chunks = chunks;
        this.legs = legs;
    }

    List<ChunkHit> search(ChunkQuery query) throws Refusal {
        Condition condition = Condition.of(query.filter());
        if (condition.matchesNothing()) {
            return List.of();
        }
        List<Fused> found =
                switch (query.mode()) {
                    case KEYWORD ->
                        keywordLeg(query, condition, query.limit()).stream()
                                .map(Fused::ofKeyword)
                                .toList();
                    case VECTOR ->
                        vectorLeg(query, condition, query.limit()).stream()
                                .map(Fused::ofVector)
                                .toList();
                    case HYBRID -> hybrid(query, condition);
                };
        return filled(found, condition, query.limit());
    }

    private List<Fused> hybrid(ChunkQuery query, Condition condition) throws Refusal {
        int limit = Math.max(LEG_LIMIT, query.limit());
        LegFusion fusion = new LegFusion(query.fusion(), query.alpha());
        if (query.alpha() == 0) {
            return fusion.fuse(keywordLeg(query, condition, limit), List.of());
        } else if (query.alpha() == 1) {
            return fusion.fuse(List.of(), vectorLeg(query, condition, limit));
        }
        Future<List<Scored>> keywords = legs.submit((Callable<List<Scored>>) () -> keywordLeg(query, condition, limit));
        try {
            List<Scored> vectors = vectorLeg(query, condition, limit);
            return fusion.fuse(result(keywords), vectors);
        } finally {
            keywords.cancel(true);
        }
    }

    private static <T> T result(Future<T> future) throws Refusal {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new Refusal(Refusal.Kind.TRANSIENT, String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Refusal.Kind.TRANSIENT, "interrupted", e);
        }
    }

    private List<Scored> keywordLeg(ChunkQuery query, Condition condition, int limit) throws Refusal {
        if (query.text().isBlank()) {
            return List.of(); // which the server takes for a mistake
        }
        return new Leg(asked -> chunks.read(
                        objects -> scored(
                                objects.query
                                        .bm25(query.text(), bm25 -> light(
                                                        bm25.queryProperties(Fields.CONTEXT), condition, asked)
                                                .returnMetadata(MetadataField.SCORE))
                                        .objects(),
                                true),
                        List.of()))
                .best(limit);
    }

    private List<Scored> vectorLeg(ChunkQuery query, Condition condition, int limit) throws Refusal {
        float[] vector = query.vector();
        float[] unit = (vector == null ? Optional.<float[]>empty() : UnitVector.of(vector))
                .orElseThrow(() -> new IllegalArgumentException("the query's vector has no direction"));
        return new Leg(asked -> chunks.read(
                        objects -> scored(
                                objects.query
                                        .nearVector(Target.vector(Fields.VECTOR, unit), near -> light(
                                                        near, condition, asked)
                                                .returnMetadata(MetadataField.DISTANCE))
                                        .objects(),
                                false),
                        List.of()))
                .best(limit);
    }

    /**
     * Ids and scores only: most of what a leg finds is not in the answer. Whoever asks for no property is given all of them,
     * so a small one is asked for.
     */
    private static <B extends BaseQueryOptions.Builder<B, T>, T> B light(B query, Condition condition, int limit) {
        query.limit(limit).returnProperties(Fields.EVERYBODY);
        return condition.filter() == null ? query : query.filters(condition.filter());
    }

    private static List<Scored> scored(List<WeaviateObject<Map<String, Object>>> objects, boolean keyword) {
        List<Scored> hits = new ArrayList<>();
        for (WeaviateObject<Map<String, Object>> object : objects) {
            float score = keyword
                    ? object.queryMetadata().score()
                    : 1 - object.queryMetadata().distance();
            hits.add(new Scored(object.uuid(), hits.size(), score));
        }
        return hits;
    }

    /** Hits with their chunks. What was deleted since it was found, or may not be found any more, makes room for the next. */
    private List<ChunkHit> filled(List<Fused> found, Condition condition, int wanted) throws Refusal {
        int limit = Math.min(wanted, found.size());
        List<ChunkHit> hits = new ArrayList<>();
        int from = 0;
        while (hits.size() < limit && from < found.size()) {
            List<Fused> next = found.subList(from, Math.min(found.size(), from + limit - hits.size()));
            Map<String, Chunk> byId = byId(next.stream().map(Fused::id).toList(), condition);
            for (Fused hit : next) {
                Chunk chunk = byId.get(hit.id());
                if (chunk != null) {
                    hits.add(new ChunkHit(chunk, hit.score(), hit.keyword(), hit.similarity()));
                }
            }
            from += next.size();
        }
        return hits;
    }

    private Map<String, Chunk> byId(List<String> ids, Condition condition) throws Refusal {
        Map<String, Chunk> byId = new HashMap<>();
        for (WeaviateObject<Map<String, Object>> object :
                chunks.byIds(ids, condition.filter(), Schema.chunkFields(), null)) {
            byId.put(object.uuid(), ChunkObject.read(object.uuid(), object.properties()));
        }
        return byId;
    }
}
