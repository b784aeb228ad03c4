package io.freshet.query.http;

import io.freshet.query.retrieve.Answer;
import io.freshet.query.retrieve.Documents.ChunkPage;
import io.freshet.query.retrieve.Freshness;
import io.freshet.query.retrieve.Hit;
import io.freshet.query.retrieve.SearchRequest;
import io.freshet.query.retrieve.Stage;
import io.freshet.query.retrieve.Timing;
import io.freshet.store.Chunk;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What answers look like, as the contract says; fields without a value are left out. */
final class Shapes {
    private Shapes() {}

    record Search(
            List<HitShape> hits,
            FreshnessShape freshness,
            TimingShape timing,
            @Nullable ExplanationShape explain) {

        static Search of(Answer answer, Question question) {
            return new Search(
                    answer.hits().stream().map(HitShape::of).toList(),
                    FreshnessShape.of(answer.freshness()),
                    TimingShape.of(answer.timing()),
                    question.explain() ? ExplanationShape.of(answer, question.request()) : null);
        }
    }

    record HitShape(
            String documentId,
            UUID chunkId,
            @Nullable String title,
            @Nullable String uri,
            @Nullable String source,
            List<String> headingPath,
            @Nullable Integer page,
            String text,
            float score,
            ScoresShape scores,
            List<Hit.Span> highlights) {

        static HitShape of(Hit hit) {
            return new HitShape(
                    hit.documentId(),
                    hit.chunkId(),
                    hit.title(),
                    hit.uri(),
                    hit.source(),
                    hit.headingPath(),
                    hit.page(),
                    hit.text(),
                    hit.score(),
                    new ScoresShape(hit.keyword(), hit.vector()),
                    hit.highlights());
        }
    }

    record ScoresShape(@Nullable Float keyword, @Nullable Float vector) {}

    record FreshnessShape(@Nullable Instant asOf, @Nullable Double ageSeconds) {
        static FreshnessShape of(Freshness freshness) {
            Duration age = freshness.age();
            return new FreshnessShape(freshness.asOf(), age == null ? null : age.toMillis() / 1e3);
        }
    }

    record TimingShape(double embedMs, double storeMs, double visibilityMs, double totalMs) {
        static TimingShape of(Timing timing) {
            return new TimingShape(
                    millis(timing, Stage.EMBED),
                    millis(timing, Stage.STORE),
                    millis(timing, Stage.VISIBILITY),
                    millis(timing, Stage.TOTAL));
        }

        private static double millis(Timing timing, Stage stage) {
            return TimeUnit.NANOSECONDS.toMicros(timing.spent(stage).toNanos()) / 1e3;
        }
    }

    record ExplanationShape(
            String mode, @Nullable Double alpha, @Nullable String fusion, int fetched, int notVisible, int searches) {

        static ExplanationShape of(Answer answer, SearchRequest request) {
            boolean hybrid = request.mode() == Mode.HYBRID;
            return new ExplanationShape(
                    Question.name(request.mode()),
                    hybrid ? request.alpha() : null,
                    hybrid ? Question.name(request.fusion()) : null,
                    answer.fetched(),
                    answer.notVisible(),
                    answer.searches());
        }
    }

    record DocumentShape(
            String documentId,
            @Nullable String title,
            @Nullable String uri,
            long sequence,
            @Nullable Long version,
            Instant occurredAt,
            Instant publishedAt,
            Instant indexedAt,
            int chunks,
            Head.@Nullable Failure failure) {

        static DocumentShape of(Head head) {
            return new DocumentShape(
                    head.documentId(),
                    head.metadata().title(),
                    head.metadata().uri(),
                    head.sequence(),
                    head.version(),
                    head.origin().occurredAt(),
                    head.origin().publishedAt(),
                    head.indexedAt(),
                    head.chunkCount(),
                    head.failure());
        }
    }

    record ChunksShape(
            String documentId,
            long sequence,
            List<ChunkShape> chunks,
            @Nullable String next) {
        static ChunksShape of(ChunkPage page) {
            return new ChunksShape(
                    page.head().documentId(),
                    page.head().sequence(),
                    page.chunks().stream().map(ChunkShape::of).toList(),
                    page.next());
        }
    }

    record ChunkShape(
            UUID chunkId,
            String order,
            List<String> headingPath,
            @Nullable Integer page,
            String text) {
        static ChunkShape of(Chunk chunk) {
            return new ChunkShape(chunk.id(), chunk.order(), chunk.headingPath(), chunk.page(), chunk.text());
        }
    }

    record PendingShape(String token, @Nullable Long knownOffset) {}
}
