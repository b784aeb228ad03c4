package io.freshet.index.generation;

import io.freshet.index.topology.Predecessor;
import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import io.freshet.records.Deleted;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.Metadata;
import io.freshet.records.Origin;
import io.freshet.records.Text;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import io.freshet.store.Chunk;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Head;
import io.freshet.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A generation of another lineage, asked what its documents are. */
public final class StoredPredecessor implements Predecessor {
    private static final Logger log = LoggerFactory.getLogger(StoredPredecessor.class);
    private static final Patience PATIENCE = Patience.endless(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final int PAGE = 500;
    private static final int REPEATS = 5;
    // What was said of a change of metadata that came too early; it is said again when that is met again.
    private static final String UNKNOWN_DOCUMENT = "UNKNOWN_DOCUMENT";

    private final ChunkSearch index;
    private final BooleanSupplier gone;
    private final Pauser pauser;

    /**
     * @param index the generation
     * @param gone whether it was dropped: once nobody needs it any more, what is new to us is new
     */
    public StoredPredecessor(ChunkSearch index, BooleanSupplier gone, Pauser pauser) {
        this.index = index;
        this.gone = gone;
        this.pauser = pauser;
    }

    @Override
    public List<ExtractedDocument> before(DocumentKey document, ExtractedDocument event) {
        boolean complete = event.getOutcome() instanceof Text || event.getOutcome() instanceof Deleted;
        if (complete && event.getOrigin().getVersion() == null) {
            return List.of();
        }
        for (int failures = 0; ; failures++) {
            try {
                return standing(document, event, complete);
            } catch (StoreUnavailableException unavailable) {
                if (gone.getAsBoolean()) {
                    return List.of();
                }
                log.atWarn().setCause(unavailable).log("what came before cannot be read, trying again");
                pause(failures);
            }
        }
    }

    private void pause(int failures) {
        try {
            if (!pauser.pause(PATIENCE.pause(failures))) {
                throw new InterruptException("the service ends");
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private List<ExtractedDocument> standing(DocumentKey document, ExtractedDocument event, boolean complete)
            throws StoreUnavailableException {
        Head head = head(document);
        for (int repeats = 0; ; repeats++) {
            List<ExtractedDocument> standing = standing(document, event, complete, head);
            Head now = head(document);
            // What changes it again and again is in the log, and comes to us later.
            if (Objects.equals(now, head) || repeats == REPEATS) {
                return standing;
            }
            head = now;
        }
    }

    private @Nullable Head head(DocumentKey document) throws StoreUnavailableException {
        return index.heads(document.tenant(), List.of(document.documentId())).get(document.documentId());
    }

    private List<ExtractedDocument> standing(
            DocumentKey document, ExtractedDocument event, boolean complete, @Nullable Head head)
            throws StoreUnavailableException {
        if (head == null || (complete && !isOlder(event.getOrigin().getVersion(), head.version()))) {
            return List.of();
        }
        List<ExtractedDocument> events = new ArrayList<>();
        // Two places before the event, below those that the log gives: whatever is in the log comes after.
        long place = event.getOrigin().getOffset() - 2;
        if (head.deleted()) {
            events.add(outcome(document, origin(head, event, place, head.version()), new Deleted(null)));
        } else if (head.sequence() > 0) {
            events.add(outcome(document, origin(head, event, place, head.version()), text(document, head)));
        }
        Head.Failure failure = head.failure();
        if (failure != null && !failure.code().equals(UNKNOWN_DOCUMENT)) {
            Origin failed = new Origin(
                    event.getOrigin().getPartition(),
                    place + 1,
                    head.origin().eventId(),
                    failure.since(),
                    head.origin().publishedAt(),
                    null);
            events.add(outcome(document, failed, new Failed(failure.code(), failure.message())));
        }
        return events;
    }

    private static boolean isOlder(@Nullable Long version, @Nullable Long than) {
        return version != null && than != null && version < than;
    }

    private static Origin origin(Head head, ExtractedDocument event, long place, @Nullable Long version) {
        return new Origin(
                event.getOrigin().getPartition(),
                place,
                head.origin().eventId(),
                head.origin().occurredAt(),
                head.origin().publishedAt(),
                version);
    }

    private static ExtractedDocument outcome(DocumentKey document, Origin origin, Object outcome) {
        return new ExtractedDocument(document.tenant(), document.documentId(), origin, outcome);
    }

    private Text text(DocumentKey document, Head head) throws StoreUnavailableException {
        io.freshet.store.Metadata known = head.metadata();
        return new Text(
                new Blocks(chunks(document, head)).all(),
                Objects.requireNonNullElse(known.mediaType(), "text/plain"),
                known.language(),
                null,
                null,
                new Metadata(
                        known.title(),
                        known.uri(),
                        known.source(),
                        known.language(),
                        List.copyOf(known.tags()),
                        List.copyOf(known.readers()),
                        known.attributes(),
                        known.modifiedAt()),
                // Not the file's: it is not known here, and nothing is told from it but that there is a text.
                "",
                List.of());
    }

    private List<Chunk> chunks(DocumentKey document, Head head) throws StoreUnavailableException {
        List<Chunk> chunks = new ArrayList<>();
        String after = "";
        while (true) {
            List<Chunk> page = index.chunks(document.tenant(), document.documentId(), after, PAGE);
            page.stream().filter(head::shows).forEach(chunks::add);
            if (page.size() < PAGE) {
                return chunks;
            }
            after = page.get(page.size() - 1).order();
        }
    }

    /** Chunks as blocks again: a heading wherever the headings above change, and each chunk's text as a paragraph. */
    private static final class Blocks {
        private final List<Block> blocks = new ArrayList<>();
        private List<String> path = List.of();

        Blocks(List<Chunk> chunks) {
            chunks.forEach(this::add);
        }

        private void add(Chunk chunk) {
            List<String> above = chunk.headingPath();
            int common = 0;
            while (common < Math.min(path.size(), above.size())
                    && path.get(common).equals(above.get(common))) {
                common++;
            }
            for (int level = common; level < above.size(); level++) {
                blocks.add(new Block(BlockKind.HEADING, level + 1, above.get(level), chunk.page()));
            }
            path = above;
            if (!chunk.text().isBlank()) {
                blocks.add(new Block(BlockKind.PARAGRAPH, 0, chunk.text(), chunk.page()));
            }
        }

        List<Block> all() {
            return blocks;
        }
    }
}
