package io.freshet.index.topology;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.metrics.IndexMeters;
import io.freshet.index.state.DocumentState;
import io.freshet.records.Origin;
import io.freshet.records.Vectors;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Embeds the chunks that have no vector yet. A refused text fails its document, and the last good version stays. */
final class EmbedStep {
    static final String REFUSED = "EMBEDDING_REFUSED";
    static final String TOO_LARGE = "TEXT_TOO_LARGE";

    private final PatientEmbedder embedder;
    private final TokenCounter tokens;
    private final int mostNewChunks;
    private final IndexMeters meters;

    /** @param mostNewChunks how many texts of one change are embedded; with more it would hold up all that is behind it */
    EmbedStep(PatientEmbedder embedder, TokenCounter tokens, int mostNewChunks, IndexMeters meters) {
        this.embedder = embedder;
        this.tokens = tokens;
        this.mostNewChunks = mostNewChunks;
        this.meters = meters;
    }

    Plan embed(Plan plan) {
        List<String> texts = plan.puts().stream()
                .filter(chunk -> chunk.vector() == null)
                .map(PlannedChunk::draft)
                .map(ChunkDraft::embeddedText)
                .toList();
        if (texts.size() > mostNewChunks) {
            String message = "the change has " + texts.size() + " new chunks, and at most " + mostNewChunks
                    + " are embedded at a time";
            return refused(plan, TOO_LARGE, message, null);
        }
        try {
            Plan embedded = texts.isEmpty() ? plan : withVectors(plan, embedder.embed(texts));
            meters.chunks(texts.size(), plan.next().chunks().size() - texts.size());
            meters.tokens(texts.stream().mapToLong(tokens::count).sum());
            return embedded;
        } catch (EmbeddingException refused) {
            return refused(plan, REFUSED, "the embedder refuses a text of the document", refused);
        }
    }

    private static Plan withVectors(Plan plan, List<float[]> vectors) {
        Iterator<float[]> next = vectors.iterator();
        List<PlannedChunk> puts = new ArrayList<>();
        for (PlannedChunk chunk : plan.puts()) {
            puts.add(chunk.vector() == null ? chunk.withVector(Vectors.encode(next.next())) : chunk);
        }
        return plan.withPuts(puts);
    }

    private static Plan refused(Plan plan, String code, String message, @Nullable Throwable cause) {
        Incoming incoming = plan.incoming();
        Origin origin = incoming.event().getOrigin();
        DocumentState failed = incoming.state().failed(origin, Diff.failure(origin, code, message));
        return new Plan(incoming, failed, List.of(), List.of(), new Plan.Refusal(code, message, cause));
    }
}
