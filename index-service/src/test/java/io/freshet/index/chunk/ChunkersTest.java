package io.freshet.index.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Block;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChunkersTest {
    private static final Strategy USUAL = new Strategy.Semantic(new ChunkSettings(10, 40));
    private static final Strategy OTHER = new Strategy.Fixed(20, 4);
    private static final List<Block> BLOCKS = List.of(Prose.paragraph("One two three four. ".repeat(30)));

    private final Chunkers chunkers = chunkers(Map.of("wiki", OTHER));

    @Test
    void aSourceHasAChunkerOfItsOwn() {
        assertThat(chunkers.of("wiki").chunk(null, BLOCKS)).isEqualTo(chunks(OTHER));
    }

    @Test
    void allOthersShareOne() {
        assertThat(chunkers.of("Wiki").chunk(null, BLOCKS)).isEqualTo(chunks(USUAL));
        assertThat(chunkers.of(null).chunk(null, BLOCKS)).isEqualTo(chunks(USUAL));
    }

    @Test
    void theFingerprintNamesEveryWayToCut() {
        assertThat(chunkers.fingerprint()).isEqualTo("semantic-1:10..40;wiki=fixed-1:20/4");
        assertThat(chunkers(Map.of("b", USUAL, "a", OTHER)).fingerprint())
                .isEqualTo("semantic-1:10..40;a=fixed-1:20/4;b=semantic-1:10..40");
    }

    private static Chunkers chunkers(Map<String, Strategy> bySource) {
        return new Chunkers(USUAL, bySource, new WordTokens(), 512);
    }

    private static List<ChunkDraft> chunks(Strategy strategy) {
        return strategy.chunker(new WordTokens(), 512).chunk(null, BLOCKS);
    }
}
