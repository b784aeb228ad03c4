package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.embedding.onnx.OnnxEmbedder;
import io.freshet.records.Block;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SyntheticTextTest {

    @Test
    void theSameSeedGivesTheSameText() {
        assertThat(new SyntheticText(7).pages(3)).isEqualTo(new SyntheticText(7).pages(3));
        assertThat(new SyntheticText(7).pages(3)).isNotEqualTo(new SyntheticText(8).pages(3));
    }

    @Test
    void aPageHasAboutFiveHundredWords() {
        List<Block> blocks = new SyntheticText(7).pages(30);

        String all = blocks.stream().map(Block::getText).collect(Collectors.joining(" "));

        assertThat(all.split(" ").length).isBetween(30 * 500, 30 * 505);
    }

    @Test
    void passagesHaveAboutAHundredAndEightyTokens() {
        try (OnnxEmbedder tokens = Models.open()) {
            assertThat(Models.passages(8))
                    .allSatisfy(text -> assertThat(tokens.count(text)).isBetween(160, 200));
        }
    }

    @Test
    void vectorsHaveUnitLength() {
        float[] vector = new SyntheticText(7).unitVector(384);

        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        assertThat(squares).isCloseTo(1, within(1e-5));
    }
}
