package io.freshet.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TraceContextTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aLaterVersionMaySayMoreButNotAnyAmount() {
        // Then
        assertThat(TraceContext.of(PARENT + "-more", null).traceparent()).isEqualTo(PARENT + "-more");
        assertThat(TraceContext.of(PARENT + "x".repeat(1000), "a=b")).isEqualTo(TraceContext.NONE);
    }

    @Test
    void aStateThatIsTooLongIsLeftOut() {
        // Then
        assertThat(TraceContext.of(PARENT, "a=" + "b".repeat(511))).isEqualTo(TraceContext.of(PARENT, null));
    }
}
