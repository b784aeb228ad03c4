package io.freshet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScriptedEmbedderTest {

    @Test
    void onlyTheScriptedCallFailsAndOnlyTheOthersAreRemembered() throws EmbeddingException {
        ScriptedEmbedder embedder =
                new ScriptedEmbedder(new HashEmbedder(8)).failingAtCall(2, EmbeddingException.Kind.OVERLOADED);

        embedder.embed(List.of("one"), TextKind.PASSAGE);
        assertThatThrownBy(() -> embedder.embed(List.of("two"), TextKind.PASSAGE))
                .isInstanceOfSatisfying(EmbeddingException.class, e -> assertThat(e.kind())
                        .isEqualTo(EmbeddingException.Kind.OVERLOADED));
        embedder.embed(List.of("three"), TextKind.PASSAGE);

        assertThat(embedder.calls()).isEqualTo(3);
        assertThat(embedder.embedded()).containsExactly("one", "three");
    }
}
