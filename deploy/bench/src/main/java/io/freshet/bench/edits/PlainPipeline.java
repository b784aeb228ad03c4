package io.freshet.bench.edits;

import io.freshet.bench.Directories;
import io.freshet.bench.extraction.ProcessorTime;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.onnx.OnnxEmbedder;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import io.freshet.store.IndexIdentity;
import io.freshet.store.Metadata;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import io.freshet.store.lucene.LuceneStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a plain pipeline does for every change of a document: cuts its text every 512 tokens with 50 in common, embeds all
 * pieces and writes them. The same model and the same kind of store as ours, in this process, from text in memory: no
 * service, no log, no extraction.
 */
final class PlainPipeline implements AutoCloseable {
    private static final String TENANT = "default";
    /** With the two marks that the model sets around it, a piece fills the window. */
    private static final int PIECE = 510;

    private static final int OVERLAP = 50;
    private static final int BATCH = 16;

    private final Path directory;
    private final OnnxEmbedder embedder;
    private final LuceneStore store;

    PlainPipeline(Path directory) throws Exception {
        this.directory = directory;
        this.embedder = OnnxEmbedder.open();
        this.store = LuceneStore.open(directory);
        store.open(new IndexIdentity(embedder.model().id(), embedder.model().dimensions()));
    }

    /** Takes in a document as if it were new. */
    Cost publish(String documentId, String text) throws Exception {
        Duration before = ProcessorTime.of(Stream.of(ProcessHandle.current()));
        long begin = System.nanoTime();
        List<String> pieces = pieces(text);
        long tokens = 0;
        for (int from = 0; from < pieces.size(); from += BATCH) {
            List<String> batch = pieces.subList(from, Math.min(pieces.size(), from + BATCH));
            write(documentId, from, batch, embed(batch));
        }
        for (String piece : pieces) {
            tokens += embedder.count(piece);
        }
        writeHead(documentId, pieces.size());
        store.sync();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Duration used = ProcessorTime.of(Stream.of(ProcessHandle.current())).minus(before);
        return new Cost(pieces.size(), tokens, seconds, used.toNanos() / 1e9);
    }

    private List<float[]> embed(List<String> texts) throws EmbeddingException {
        return embedder.embed(texts, TextKind.PASSAGE);
    }

    /** Whole words, as many as fit. */
    private List<String> pieces(String text) {
        String[] words = text.split("\\s+");
        int[] sizes = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            sizes[i] = embedder.count(words[i]);
        }
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < words.length) {
            int to = from;
            int size = 0;
            while (to < words.length && (to == from || size + sizes[to] <= PIECE)) {
                size += sizes[to++];
            }
            pieces.add(String.join(" ", List.of(words).subList(from, to)));
            if (to == words.length) {
                break;
            }
            int next = to;
            for (int common = 0; next > from + 1 && common + sizes[next - 1] <= OVERLAP; next--) {
                common += sizes[next - 1];
            }
            from = next;
        }
        return pieces;
    }

    private void write(String documentId, int first, List<String> texts, List<float[]> vectors) {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String name = documentId + "#" + (first + i);
            Chunk chunk = new Chunk(
                    UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                    documentId,
                    texts.get(i),
                    List.of(),
                    null,
                    String.format(Locale.ROOT, "%08d", first + i),
                    null,
                    Metadata.EMPTY,
                    1);
            writes.add(new Write.PutChunk(TENANT, chunk, vectors.get(i)));
        }
        apply(writes);
    }

    private void writeHead(String documentId, int chunks) {
        Instant now = Instant.now();
        Head.Origin origin = new Head.Origin(0, 0, documentId, now, now);
        Head head = new Head(documentId, 1, null, origin, Metadata.EMPTY, chunks, Set.of(), false, null, now);
        apply(List.of(new Write.PutHead(TENANT, head)));
    }

    private void apply(List<Write> writes) {
        for (Outcome outcome : store.apply(writes)) {
            if (!(outcome instanceof Outcome.Accepted)) {
                throw new IllegalStateException("not written: " + outcome);
            }
        }
    }

    @Override
    public void close() throws StoreUnavailableException, IOException {
        store.close();
        embedder.close();
        Directories.delete(directory);
    }
}
