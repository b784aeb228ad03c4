package io.freshet.bench.crash;

import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.chunk.Chunker;
import io.freshet.records.Block;
import io.freshet.records.Deleted;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Origin;
import io.freshet.records.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the index must hold after some events: the rules of versions, deletions, patches and failures once more, as a
 * fold, and none of the code that is on trial but the chunker.
 */
final class ModelAnswer {
    private final Chunker chunker;
    private final Map<String, Standing> standings = new TreeMap<>();

    ModelAnswer(Chunker chunker) {
        this.chunker = chunker;
    }

    /** Why the newest version is not in service. */
    record Failure(String code, Instant since) {}

    /**
     * How a document stands.
     *
     * @param blocks its text in service; null when there is none
     */
    record Standing(
            Origin origin,
            @Nullable Long version,
            boolean deleted,
            @Nullable List<Block> blocks,
            @Nullable String mediaType,
            Metadata metadata,
            @Nullable Failure failure,
            @Nullable Long failedVersion) {

        private static Standing unknown(Origin origin) {
            return new Standing(origin, null, false, null, null, none(), null, null);
        }

        private Standing at(Origin newer) {
            return new Standing(newer, version, deleted, blocks, mediaType, metadata, failure, failedVersion);
        }

        private Standing failed(Origin newer, String code) {
            Failure now = new Failure(code, newer.getOccurredAt());
            return new Standing(newer, version, deleted, blocks, mediaType, metadata, now, newer.getVersion());
        }

        private Standing accepted(
                Origin newer,
                boolean isDeleted,
                @Nullable List<Block> newBlocks,
                @Nullable String newMediaType,
                Metadata newMetadata) {
            boolean stillFailed = isOlder(newer.getVersion(), failedVersion);
            return new Standing(
                    newer,
                    newer.getVersion() == null ? version : newer.getVersion(),
                    isDeleted,
                    newBlocks,
                    newMediaType,
                    newMetadata,
                    stillFailed ? failure : null,
                    stillFailed ? failedVersion : null);
        }
    }

    /** How all documents stand that were ever mentioned. */
    Map<String, Standing> standings() {
        return standings;
    }

    /** The chunks of a document in service. */
    List<ChunkDraft> chunks(Standing standing) {
        return standing.blocks() == null
                ? List.of()
                : chunker.chunk(standing.metadata().getTitle(), standing.blocks());
    }

    void apply(ExtractedDocument event) {
        standings.compute(event.getDocumentId(), (id, known) -> next(known, event));
    }

    private Standing next(@Nullable Standing known, ExtractedDocument event) {
        Origin origin = event.getOrigin();
        if (known != null && origin.getOffset() <= known.origin().getOffset() && !heals(known, event)) {
            return known;
        }
        Standing now = known == null ? Standing.unknown(origin) : known;
        boolean olderFailure =
                event.getOutcome() instanceof Failed && isOlder(origin.getVersion(), now.failedVersion());
        if (isOlder(origin.getVersion(), now.version()) || olderFailure) {
            return now.at(origin);
        }
        return outcome(now, origin, event.getOutcome());
    }

    private Standing outcome(Standing now, Origin origin, Object outcome) {
        if (outcome instanceof Text text) {
            boolean refused =
                    text.getBlocks().stream().anyMatch(block -> block.getText().contains(HashingEmbedder.REFUSED));
            return refused
                    ? now.failed(origin, "EMBEDDING_REFUSED")
                    : now.accepted(origin, false, text.getBlocks(), text.getMediaType(), text.getMetadata());
        }
        if (outcome instanceof Deleted) {
            Metadata readers = Metadata.newBuilder()
                    .setReaders(now.metadata().getReaders())
                    .build();
            return now.accepted(origin, true, null, null, readers);
        }
        if (outcome instanceof Failed failed) {
            return now.failed(origin, failed.getCode());
        }
        return patched(now, origin, (MetadataPatch) outcome);
    }

    private static Standing patched(Standing now, Origin origin, MetadataPatch patch) {
        if (now.deleted()) {
            return now.at(origin);
        }
        if (now.blocks() == null) {
            Standing mentioned = now.failure() == null ? now.failed(origin, "UNKNOWN_DOCUMENT") : now.at(origin);
            return new Standing(
                    origin, now.version(), false, null, null, now.metadata(), mentioned.failure(), now.failedVersion());
        }
        Metadata.Builder metadata = Metadata.newBuilder(now.metadata());
        if (patch.getTitle() != null) {
            metadata.setTitle(patch.getTitle());
        }
        if (patch.getReaders() != null) {
            metadata.setReaders(patch.getReaders());
        }
        if (patch.getTags() != null) {
            metadata.setTags(patch.getTags());
        }
        return now.accepted(origin, false, now.blocks(), now.mediaType(), metadata.build());
    }

    /** Whether the event that failed has a good outcome after all. */
    private static boolean heals(Standing known, ExtractedDocument event) {
        Origin origin = event.getOrigin();
        return known.failure() != null
                && !(event.getOutcome() instanceof Failed)
                && known.origin().getOffset() == origin.getOffset()
                && known.failure().since().equals(origin.getOccurredAt())
                && Objects.equals(known.failedVersion(), origin.getVersion())
                && !known.failure().code().equals("UNKNOWN_DOCUMENT");
    }

    private static boolean isOlder(@Nullable Long version, @Nullable Long than) {
        return version != null && than != null && version < than;
    }

    private static Metadata none() {
        return Metadata.newBuilder().build();
    }
}
