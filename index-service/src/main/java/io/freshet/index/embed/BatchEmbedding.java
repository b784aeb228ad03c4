package io.freshet.index.embed;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.service.patience.Patience;
import io.freshet.service.patience.Pauser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a batch: equal texts are embedded once, and a guilty text is told from the others. */
final class BatchEmbedding {
    private static final Logger log = LoggerFactory.getLogger(BatchEmbedding.class);

    /** However long a provider wants to be left alone: it is asked again after this. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final Embedder embedder;
    private final Patience patience;
    private final Pauser pauser;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable EmbeddingException trouble;

    BatchEmbedding(Embedder embedder, Patience patience, Pauser pauser) {
        this.embedder = embedder;
        this.patience = patience;
        this.pauser = pauser;
    }

    /** What keeps the embedder from its work. */
    @Nullable
    String problem() {
        EmbeddingException failed = trouble;
        return failed == null ? null : "the embedder is " + failed.kind() + ": " + failed.getMessage();
    }

    /** Answers what can be answered now and returns the rest, which is to be tried again after a pause. */
    List<Lines.Place> embed(List<Lines.Place> batch) {
        Map<String, List<Lines.Place>> texts = new LinkedHashMap<>();
        batch.forEach(place -> texts.computeIfAbsent(place.asked().text(), text -> new ArrayList<>())
                .add(place));
        List<Lines.Place> left = new ArrayList<>();
        attempt(List.copyOf(texts.values()), left);
        return left;
    }

    /** Leaves the embedder alone for a while; longer each time while it fails. */
    void pause() throws InterruptedException {
        EmbeddingException failed = trouble;
        if (failed == null) {
            return;
        }
        Duration pause = patience.pause(failures.getAndIncrement());
        Duration told = failed.retryAfter();
        if (told != null && told.compareTo(pause) > 0) {
            pause = told.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : told;
        }
        log.atWarn()
                .addKeyValue("stage", "INDEX")
                .addKeyValue("code", failed.kind())
                .addKeyValue("pause", pause)
                .log("embedder failed, trying again");
        if (!pauser.pause(pause)) {
            throw new InterruptedException("the service ends");
        }
    }

    private void attempt(List<List<Lines.Place>> texts, List<Lines.Place> left) {
        List<String> plain =
                texts.stream().map(places -> places.get(0).asked().text()).toList();
        try {
            List<float[]> vectors = embedder.embed(plain, TextKind.PASSAGE);
            recovered();
            for (int i = 0; i < texts.size(); i++) {
                answer(texts.get(i), vectors.get(i));
            }
        } catch (EmbeddingException failed) {
            if (failed.kind() == EmbeddingException.Kind.INVALID) {
                recovered();
                divide(texts, failed.culprit(), failed, left);
            } else {
                trouble = failed;
                texts.forEach(left::addAll);
            }
        } catch (RuntimeException bug) {
            if (Thread.currentThread().isInterrupted()) {
                // The pool ends: that is no text's fault.
                texts.forEach(left::addAll);
                return;
            }
            // Some text breaks the embedder: it must not take the others with it.
            divide(texts, null, bug, left);
        } catch (Error broken) {
            trouble = new EmbeddingException(EmbeddingException.Kind.UNAVAILABLE, "it is broken", broken);
            texts.forEach(left::addAll);
        }
    }

    /** Sets the guilty text apart, or halves the batch until it is alone. */
    private void divide(
            List<List<Lines.Place>> texts, @Nullable Integer culprit, Exception reason, List<Lines.Place> left) {
        if (texts.size() == 1) {
            texts.get(0).forEach(place -> place.desk().deliver(new Answer.Refused(place.asked(), reason)));
            return;
        }
        if (culprit == null || culprit < 0 || culprit >= texts.size()) {
            attempt(texts.subList(0, texts.size() / 2), left);
            attempt(texts.subList(texts.size() / 2, texts.size()), left);
            return;
        }
        divide(texts.subList(culprit, culprit + 1), null, reason, left);
        List<List<Lines.Place>> others = new ArrayList<>(texts);
        others.remove(culprit.intValue());
        attempt(others, left);
    }

    private void recovered() {
        if (trouble != null) {
            log.atInfo().addKeyValue("stage", "INDEX").log("embedder answers again");
            trouble = null;
        }
        failures.set(0);
    }

    private static void answer(List<Lines.Place> places, float[] vector) {
        places.forEach(place -> place.desk().deliver(new Answer.Vector(place.asked(), vector)));
    }
}
