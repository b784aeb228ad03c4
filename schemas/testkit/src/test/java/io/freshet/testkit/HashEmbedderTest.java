package io.freshet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.embedding.Embedder;
import org.junit.jupiter.api.Test;

final class HashEmbedderTest extends EmbedderContract {

    @Override
    protected Embedder open() {
        return new HashEmbedder(64);
    }

    @Test
    void aTextWithoutWordsPointsAlongTheFirstAxis() {
        assertThat(new HashEmbedder(3).embed(" - ")).containsExactly(1, 0, 0);
    }

    @Test
    void caseAndPunctuationDoNotMatter() {
        HashEmbedder embedder = new HashEmbedder(64);

        assertThat(embedder.embed("Hello, WORLD!")).containsExactly(embedder.embed("world hello"));
    }

    @Test
    void tokensAreWords() {
        assertThat(new WordTokenCounter().count(" It's 2 words... ")).isEqualTo(4);
        assertThat(new WordTokenCounter().count("")).isZero();
    }
}
