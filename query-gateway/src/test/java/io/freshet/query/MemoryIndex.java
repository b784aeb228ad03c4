package io.freshet.query;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Filter;
import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.Head;
import io.freshet.store.HeadWatch;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Metadata;
import io.freshet.store.StoreUnavailableException;
import io.freshet.testkit.Chunks;
import io.freshet.testkit.Heads;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An index of one tenant that finds chunks by the words they share with the query, and lets a test act between a search
 * and the reading of heads that follows it.
 */
public final class MemoryIndex implements ChunkSearch {
    public static final String TENANT = "default";

    private final Map<UUID, Chunk> chunks = new TreeMap<>();
    private final Map<String, Head> heads = new TreeMap<>();
    private final List<ChunkQuery> queries = new ArrayList<>();
    private final Deque<Runnable> afterSearches = new ArrayDeque<>();
    private final Deque<Runnable> afterPassages = new ArrayDeque<>();
    private @Nullable Instant asOf;
    private boolean broken;
    private @Nullable HeadWatch watch;
    private int looksAtHeads;
    private @Nullable Generation generation;
    private @Nullable MemoryIndex serving;

    public MemoryIndex put(Chunks chunk) {
        Chunk built = chunk.build();
        chunks.put(built.id(), built);
        return this;
    }

    public MemoryIndex put(Heads head) {
        Head built = head.build();
        heads.put(built.documentId(), built);
        return this;
    }

    public MemoryIndex delete(Chunks chunk) {
        chunks.remove(chunk.build().id());
        return this;
    }

    /** The next search is followed by this, before heads are read. */
    public MemoryIndex afterSearch(Runnable action) {
        afterSearches.add(action);
        return this;
    }

    /** The next reading of a passage is followed by this. */
    public MemoryIndex afterPassage(Runnable action) {
        afterPassages.add(action);
        return this;
    }

    public MemoryIndex asOf(Instant newAsOf) {
        asOf = newAsOf;
        return this;
    }

    /** The index hears of writes, and this is how it tells. */
    public MemoryIndex tells(HeadWatch newWatch) {
        watch = newWatch;
        return this;
    }

    public int looksAtHeads() {
        return looksAtHeads;
    }

    public void breakDown() {
        broken = true;
    }

    public List<ChunkQuery> queries() {
        return queries;
    }

    /** Another generation serves from now on: whoever pins gets that one. */
    public MemoryIndex serves(MemoryIndex other) {
        serving = other;
        return this;
    }

    /** The index is that of this model from now on. */
    public MemoryIndex madeWith(IndexIdentity identity) {
        generation = new Generation(1, GenerationOrder.first(identity, ""), Instant.EPOCH, true);
        return this;
    }

    @Override
    public Optional<Generation> generation() throws StoreUnavailableException {
        requireWorking();
        return Optional.ofNullable(generation);
    }

    @Override
    public ChunkSearch pinned() throws StoreUnavailableException {
        requireWorking();
        return serving == null ? this : serving;
    }

    @Override
    public List<ChunkHit> search(ChunkQuery query) throws StoreUnavailableException {
        requireWorking();
        queries.add(query);
        List<ChunkHit> hits = !query.tenant().equals(TENANT)
                ? List.of()
                : chunks.values().stream()
                        .filter(chunk -> matches(query.filter(), chunk))
                        .map(chunk -> hit(query, chunk))
                        .filter(hit -> hit.score() > 0)
                        .sorted(Comparator.comparing(ChunkHit::score).reversed())
                        .limit(query.limit())
                        .toList();
        Runnable action = afterSearches.poll();
        if (action != null) {
            action.run();
        }
        return hits;
    }

    private static ChunkHit hit(ChunkQuery query, Chunk chunk) {
        List<String> words = List.of(chunk.text().toLowerCase(Locale.ROOT).split("\\W+"));
        long shared = List.of(query.text().toLowerCase(Locale.ROOT).split("\\W+")).stream()
                .filter(words::contains)
                .count();
        return new ChunkHit(chunk, shared, (float) shared, query.vector() == null ? null : 0.5f);
    }

    @Override
    public Map<String, Head> heads(String tenant, Collection<String> documentIds) throws StoreUnavailableException {
        requireWorking();
        looksAtHeads++;
        return !tenant.equals(TENANT)
                ? Map.of()
                : documentIds.stream()
                        .filter(heads::containsKey)
                        .collect(Collectors.toMap(documentId -> documentId, heads::get));
    }

    @Override
    public Optional<HeadWatch> watch(String tenant, Collection<String> documentIds) {
        return Optional.ofNullable(watch);
    }

    @Override
    public List<Chunk> chunks(String tenant, String documentId, String after, int limit)
            throws StoreUnavailableException {
        requireWorking();
        return chunks.values().stream()
                .filter(chunk -> tenant.equals(TENANT) && chunk.documentId().equals(documentId))
                .filter(chunk -> chunk.order().compareTo(after) > 0)
                .sorted(Comparator.comparing(Chunk::order))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Chunk> passage(String tenant, String documentId, UUID parent, int limit)
            throws StoreUnavailableException {
        List<Chunk> parts = chunks(tenant, documentId, "", Integer.MAX_VALUE).stream()
                .filter(chunk -> parent.equals(chunk.parent()))
                .limit(limit)
                .toList();
        Runnable action = afterPassages.poll();
        if (action != null) {
            action.run();
        }
        return parts;
    }

    @Override
    public Optional<Instant> asOf() throws StoreUnavailableException {
        requireWorking();
        return Optional.ofNullable(asOf);
    }

    private void requireWorking() throws StoreUnavailableException {
        if (broken) {
            throw new StoreUnavailableException("scripted to fail", null);
        }
    }

    private static boolean matches(Filter filter, Chunk chunk) {
        Metadata metadata = chunk.metadata();
        if (filter instanceof Filter.And and) {
            return and.filters().stream().allMatch(part -> matches(part, chunk));
        }
        if (filter instanceof Filter.Not not) {
            return !matches(not.filter(), chunk);
        }
        if (filter instanceof Filter.ReadableBy by) {
            return metadata.readers().isEmpty() || metadata.readers().stream().anyMatch(by.principals()::contains);
        }
        if (filter instanceof Filter.AnyOf anyOf) {
            return values(anyOf.field(), chunk).stream().anyMatch(anyOf.values()::contains);
        }
        if (filter instanceof Filter.All) {
            return true;
        }
        throw new IllegalStateException("this index cannot filter by " + filter);
    }

    private static List<String> values(Filter.Field field, Chunk chunk) {
        return switch (field) {
            case DOCUMENT_ID -> List.of(chunk.documentId());
            case TAGS -> chunk.metadata().tags();
            case SOURCE -> one(chunk.metadata().source());
            case LANGUAGE -> one(chunk.metadata().language());
            case MEDIA_TYPE -> one(chunk.metadata().mediaType());
            case READERS -> chunk.metadata().readers();
        };
    }

    private static List<String> one(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }
}
