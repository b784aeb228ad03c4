package io.freshet.index.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Block;
import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Text;
import io.freshet.service.patience.Pauser;
import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkSearch;
import io.freshet.store.Generation;
import io.freshet.store.Head;
import io.freshet.testkit.Chunks;
import io.freshet.testkit.Extracted;
import io.freshet.testkit.Heads;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class StoredPredecessorTest {
    private static final DocumentKey DOCUMENT = new DocumentKey("acme", "doc");

    @Test
    void anEditMeanwhileDoesNotMixTwoTexts() {
        Edited index = new Edited(1);

        assertThat(texts(index)).containsExactly("new");
    }

    @Test
    void oneThatIsEditedAgainAndAgainIsNotWaitedForForEver() {
        Edited index = new Edited(Integer.MAX_VALUE);

        texts(index);

        assertThat(index.reads).isBetween(2, 20);
    }

    private static List<String> texts(Edited index) {
        ExtractedDocument patch = Extracted.patch(
                        "doc", MetadataPatch.newBuilder().setTitle("t").build())
                .offset(9)
                .build();
        List<ExtractedDocument> before =
                new StoredPredecessor(index, () -> false, Pauser.sleeping()).before(DOCUMENT, patch);
        return ((Text) before.get(0).getOutcome())
                .getBlocks().stream().map(Block::getText).toList();
    }

    /** Each reading of the chunks is followed by an edit, so many times: the old chunk goes and a new one comes. */
    private static final class Edited implements ChunkSearch {
        private final int edits;
        private int reads;

        Edited(int edits) {
            this.edits = edits;
        }

        private long sequence() {
            return 1L + Math.min(reads, edits);
        }

        @Override
        public Map<String, Head> heads(String tenant, Collection<String> documentIds) {
            return Map.of(
                    "doc",
                    Heads.head("doc").sequence(sequence()).origin(0, sequence()).build());
        }

        @Override
        public List<Chunk> chunks(String tenant, String documentId, String after, int limit) {
            String text = sequence() == 1 ? "old" : "new";
            Chunk chunk = Chunks.chunk("doc").text(text).since(sequence()).build();
            reads++;
            return List.of(chunk);
        }

        @Override
        public List<Chunk> passage(String tenant, String documentId, UUID parent, int limit) {
            return List.of();
        }

        @Override
        public List<ChunkHit> search(ChunkQuery query) {
            return List.of();
        }

        @Override
        public Optional<Generation> generation() {
            return Optional.empty();
        }

        @Override
        public ChunkSearch pinned() {
            return this;
        }

        @Override
        public Optional<Instant> asOf() {
            return Optional.empty();
        }
    }
}
