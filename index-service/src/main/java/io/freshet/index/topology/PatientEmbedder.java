package io.freshet.index.topology;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Embeds passages in slices, so that a call that fails late does not cost the vectors that were made before it. */
final class PatientEmbedder {
    private static final Logger log = LoggerFactory.getLogger(PatientEmbedder.class);
    private static final int SLICE = 64;

    private final Embedder embedder;
    private final Patience patience;
    private final Pauser pauser;

    PatientEmbedder(Embedder embedder, Patience patience, Pauser pauser) {
        this.embedder = embedder;
        this.patience = patience;
        this.pauser = pauser;
    }

    /**
     * Returns one vector per text.
     *
     * @throws EmbeddingException of kind INVALID only
     * @throws EmbedderUnavailableException when patience is at its end
     */
    List<float[]> embed(List<String> texts) throws EmbeddingException {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += SLICE) {
            vectors.addAll(slice(texts.subList(from, Math.min(texts.size(), from + SLICE))));
        }
        return vectors;
    }

    private List<float[]> slice(List<String> texts) throws EmbeddingException {
        Duration paused = Duration.ZERO;
        for (int attempt = 0; ; attempt++) {
            try {
                return embedder.embed(texts, TextKind.PASSAGE);
            } catch (EmbeddingException failed) {
                if (failed.kind() == EmbeddingException.Kind.INVALID) {
                    throw failed;
                }
                Duration pause = patience.pause(attempt);
                paused = paused.plus(pause);
                if (paused.compareTo(patience.total()) > 0) {
                    throw new EmbedderUnavailableException("the embedder does not answer", failed);
                }
                log.atWarn()
                        .addKeyValue("stage", "INDEX")
                        .addKeyValue("code", failed.kind())
                        .addKeyValue("pause", pause)
                        .log("embedder failed, trying again");
                hold(pause, failed);
            }
        }
    }

    private void hold(Duration pause, EmbeddingException failed) {
        try {
            if (!pauser.pause(pause)) {
                throw new EmbedderUnavailableException("ended while waiting for the embedder", failed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbedderUnavailableException("interrupted while waiting for the embedder", failed);
        }
    }
}
