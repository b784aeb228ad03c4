package io.freshet.embedding.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import io.freshet.embedding.TextKind;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RateBudgetTest {
    private final Time time = new Time();

    @Test
    void requestsAreSpreadOverTheMinute() throws EmbeddingException {
        RateBudget budget = budget(60, 0);

        for (int i = 0; i < 4; i++) {
            budget.take(1_000_000);
        }

        // One second's worth is saved up.
        assertThat(time.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void tokensAreCountedBesideRequests() throws EmbeddingException {
        RateBudget budget = budget(0, 600);

        budget.take(100);
        budget.take(1);

        assertThat(time.pauses).containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void withoutLimitsNobodyWaits() throws EmbeddingException {
        RateBudget budget = budget(0, 0);

        for (int i = 0; i < 1000; i++) {
            budget.take(1_000_000);
        }

        assertThat(time.pauses).isEmpty();
    }

    @Test
    void whoWouldWaitTooLongIsToldAtOnceAndTakesNothing() throws EmbeddingException {
        RateBudget budget = budget(0, 60);
        budget.take(50);

        EmbeddingException refused = catchThrowableOfType(EmbeddingException.class, () -> budget.take(1));

        assertThat(refused.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(49));
        time.pass(Duration.ofSeconds(49));
        budget.take(1);
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void everybodyRestsWhenTheProviderAsksForIt() throws EmbeddingException {
        FakeEmbedder provider = new FakeEmbedder()
                .failing(new EmbeddingException(Kind.OVERLOADED, "x", null, null, Duration.ofSeconds(4)));
        BudgetedEmbedder embedder = new BudgetedEmbedder(provider, String::length, budget(0, 0));

        assertThatThrownBy(() -> embedder.embed(List.of("a"), TextKind.QUERY)).isInstanceOf(EmbeddingException.class);
        embedder.embed(List.of("b"), TextKind.QUERY);

        assertThat(time.pauses).containsExactly(Duration.ofSeconds(4));
    }

    @Property
    void noMinuteHasMoreThanItsTokensAndASecondsWorth(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 50) Integer> takes)
            throws EmbeddingException {
        Time own = new Time();
        RateBudget budget = new RateBudget(0, 600, Duration.ofHours(1), own::nanos, own, Time.meters());
        long start = own.nanos();
        long taken = 0;

        for (int tokens : takes) {
            budget.take(tokens);
            double allowed = (own.nanos() - start) / 1e9 * 10 + 10;
            // A request may start when the debt before it is paid; its own is paid by those after it.
            assertThat((double) taken).isLessThanOrEqualTo(allowed + 1e-3);
            taken += tokens;
        }
    }

    private RateBudget budget(int requests, int tokens) {
        return new RateBudget(requests, tokens, Duration.ofSeconds(30), time::nanos, time, Time.meters());
    }
}
