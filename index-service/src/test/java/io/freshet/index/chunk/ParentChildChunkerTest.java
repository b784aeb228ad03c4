package io.freshet.index.chunk;

import static io.freshet.index.chunk.Prose.block;
import static io.freshet.index.chunk.Prose.paragraph;
import static io.freshet.records.BlockKind.HEADING;
import static io.freshet.records.BlockKind.LIST_ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ParentChildChunkerTest {
    private final Chunker chunker = new Strategy.ParentChild(new ChunkSettings(20, 60), new ChunkSettings(4, 12))
            .chunker(new WordTokens(), 512);

    @Test
    void theTextsOfAPassageFollowEachOtherAsTheyWere() {
        List<ChunkDraft> chunks = chunker.chunk(
                null,
                List.of(
                        paragraph("The pump moves water. A valve stops it."),
                        block(LIST_ITEM, 0, "Open the valve by hand."),
                        block(LIST_ITEM, 0, "Close the valve by hand.")));

        assertThat(chunks).hasSizeGreaterThan(1).allMatch(chunk -> Integer.valueOf(0)
                .equals(chunk.parent()));
        assertThat(chunks.stream().map(ChunkDraft::text).collect(Collectors.joining()))
                .isEqualTo(
                        "The pump moves water. A valve stops it.\n\nOpen the valve by hand.\nClose the valve by hand.");
    }

    @Test
    void aPassageOfOneChunkHasNoParent() {
        List<ChunkDraft> chunks = chunker.chunk(
                null, List.of(block(HEADING, 1, "A"), paragraph("Short."), block(HEADING, 1, "B"), paragraph("Too.")));

        assertThat(chunks).extracting(ChunkDraft::parent).containsOnlyNulls();
    }
}
