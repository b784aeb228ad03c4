package io.freshet.embedding.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WindowedEmbedderTest {
    private final FakeEmbedder provider = new FakeEmbedder();
    private final WindowedEmbedder windowed = new WindowedEmbedder(provider, String::length);

    @Test
    void textIsCutToWhatTheWindowHoldsBesidePrefixAndMarks() throws EmbeddingException {
        windowed.embed(List.of("a".repeat(18), "b".repeat(19)), TextKind.PASSAGE);
        windowed.embed(List.of("c".repeat(19)), TextKind.QUERY);

        assertThat(provider.requests).containsExactly(List.of("a".repeat(18), "b".repeat(18)), List.of("c".repeat(15)));
    }

    @Test
    void noCharacterIsCutInHalf() throws EmbeddingException {
        windowed.embed(List.of("a".repeat(17) + "😀😀"), TextKind.PASSAGE);

        assertThat(provider.requests).containsExactly(List.of("a".repeat(17)));
    }
}
