package io.freshet.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.FiledLetter;
import io.freshet.ingest.deadletter.LetterFilter;
import io.freshet.records.DeadLetter;
import io.freshet.service.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class OneQuestionAtATimeTest {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final DeadLetterLog letters = new OneQuestionAtATime(new SlowLetters(), Duration.ofMillis(20));

    @Test
    void whoFindsAnotherSearchingIsToldToComeBack() throws Exception {
        CompletableFuture<Optional<FiledLetter>> first = CompletableFuture.supplyAsync(this::find);
        asked.await();

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> letters.newest("acme", LetterFilter.ALL, 1))
                .satisfies(busy -> assertThat(busy.status()).isEqualTo(503));

        answer.countDown();
        assertThat(first.get()).isEmpty();
        assertThat(letters.newest("acme", LetterFilter.ALL, 1).letters()).isEmpty();
    }

    private Optional<FiledLetter> find() {
        try {
            return letters.find("acme", "x");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Finds when it may. */
    private final class SlowLetters implements DeadLetterLog {

        @Override
        public Page newest(String tenant, LetterFilter filter, int limit) {
            return new Page(List.of(), null);
        }

        @Override
        public Optional<FiledLetter> find(String tenant, String id) {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return Optional.empty();
        }

        @Override
        public Optional<DeadLetter> whole(FiledLetter filed) {
            return Optional.empty();
        }
    }
}
