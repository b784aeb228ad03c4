package io.freshet.ingest.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.stream.HeldException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HostGateTest {

    private long nanos;
    private final HostGate gate = new HostGate(() -> nanos);

    private void fail(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            gate.enter("dead");
            gate.leave("dead", false);
        }
    }

    @Test
    void twoAtATimeAskAHost() throws Exception {
        // Given
        gate.enter("a");
        gate.enter("a");

        // Then
        assertThatThrownBy(() -> gate.enter("a")).isInstanceOf(HeldException.class);
        assertThatCode(() -> gate.enter("b")).doesNotThrowAnyException();
        gate.leave("a", true);
        assertThatCode(() -> gate.enter("a")).doesNotThrowAnyException();
    }

    @Test
    void aHostThatKeepsFailingIsLeftAloneButForAProbe() throws Exception {
        // Given
        fail(5);

        // Then
        assertThatThrownBy(() -> gate.enter("dead")).isInstanceOf(ContentUnavailableException.class);
        assertThatCode(() -> gate.enter("b")).doesNotThrowAnyException();
        nanos += Duration.ofSeconds(5).toNanos();
        gate.enter("dead");
        assertThatThrownBy(() -> gate.enter("dead")).isInstanceOf(ContentUnavailableException.class);
    }

    @Test
    void aProbeThatSucceedsOpensTheHostToAll() throws Exception {
        // Given
        fail(5);
        nanos += Duration.ofSeconds(5).toNanos();

        // When
        gate.enter("dead");
        gate.leave("dead", true);

        // Then
        gate.enter("dead");
        assertThatCode(() -> gate.enter("dead")).doesNotThrowAnyException();
    }

    @Test
    void anAnswerInBetweenForgivesWhatWasBefore() throws Exception {
        // Given
        fail(4);
        gate.enter("dead");
        gate.leave("dead", true);

        // When
        fail(4);

        // Then
        assertThatCode(() -> gate.enter("dead")).doesNotThrowAnyException();
    }
}
