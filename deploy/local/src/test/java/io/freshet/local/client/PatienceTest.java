package io.freshet.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final Patience patience = new Patience(nanos::get, time -> nanos.addAndGet(time.toNanos()));

    @Test
    void notYetIsAskedAgain() throws Exception {
        String answer = patience.call(() -> {
            if (calls.incrementAndGet() < 4) {
                throw refused(calls.get() == 1 ? 503 : 504, "NOT_YET_VISIBLE");
            }
            return "there";
        });

        assertThat(answer).isEqualTo("there");
        assertThat(calls).hasValue(4);
    }

    @Test
    void aRefusalIsFinal() {
        assertThatThrownBy(() -> patience.call(() -> {
                    calls.incrementAndGet();
                    throw refused(413, "TOO_LARGE");
                }))
                .isInstanceOf(Refused.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void patienceEnds() {
        assertThatThrownBy(() -> patience.call(() -> {
                    throw refused(503, "BUSY");
                }))
                .isInstanceOf(Refused.class);
        assertThat(Duration.ofNanos(nanos.get())).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    private static Refused refused(int status, String code) {
        return new Refused(status, JsonNodeFactory.instance.objectNode().put("code", code));
    }
}
