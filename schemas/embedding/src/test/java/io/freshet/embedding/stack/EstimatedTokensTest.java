package io.freshet.embedding.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EstimatedTokensTest {
    private final EstimatedTokens tokens = new EstimatedTokens(text -> text.isBlank() ? 0 : text.split(" ", -1).length);

    @Test
    void aQuarterIsAdded() {
        assertThat(tokens.count("")).isZero();
        assertThat(tokens.count("a")).isEqualTo(2);
        assertThat(tokens.count("a b c d e f g h")).isEqualTo(10);
    }

    @Test
    void anEndlessWordCountsByItsLetters() {
        assertThat(tokens.count("x".repeat(1000))).isGreaterThan(1000);
    }
}
