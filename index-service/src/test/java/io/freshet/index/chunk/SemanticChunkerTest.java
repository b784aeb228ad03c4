package io.freshet.index.chunk;

import static io.freshet.index.chunk.Prose.block;
import static io.freshet.index.chunk.Prose.paragraph;
import static io.freshet.records.BlockKind.CODE;
import static io.freshet.records.BlockKind.HEADING;
import static io.freshet.records.BlockKind.LIST_ITEM;
import static io.freshet.records.BlockKind.PARAGRAPH;
import static io.freshet.records.BlockKind.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SemanticChunkerTest {
    private final Chunker chunker = new SemanticChunker(new ChunkSettings(10, 40), new WordTokens(), 512);

    @Test
    void aChunkNeverCrossesAHeading() {
        List<ChunkDraft> chunks = chunker.chunk(
                "Manual",
                List.of(
                        block(HEADING, 1, "Pumps"),
                        paragraph("Open the valve."),
                        block(HEADING, 2, "Safety"),
                        paragraph("Wear gloves.")));

        assertThat(chunks).extracting(ChunkDraft::text).containsExactly("Open the valve.", "Wear gloves.");
        assertThat(chunks.get(1).headingPath()).containsExactly("Pumps", "Safety");
        assertThat(chunks.get(1).embeddedText()).isEqualTo("Manual\nPumps > Safety\nWear gloves.");
    }

    @Test
    void aHeadingWithNothingUnderItIsAChunk() {
        List<ChunkDraft> chunks = chunker.chunk(
                null,
                List.of(block(HEADING, 1, "A"), block(HEADING, 2, "B"), block(HEADING, 2, "C"), paragraph("Text.")));

        assertThat(chunks).extracting(ChunkDraft::text).containsExactly("B", "Text.");
        assertThat(chunks.get(0).headingPath()).containsExactly("A");
    }

    @Test
    void aTableStaysWholeWhereASentenceWouldBeCutOff() {
        String table = IntStream.range(0, 6).mapToObj(i -> "| row " + i + " |").collect(Collectors.joining("\n"));

        List<ChunkDraft> chunks =
                chunker.chunk(null, List.of(paragraph("One two three four five. ".repeat(6)), block(TABLE, 0, table)));

        assertThat(chunks).extracting(ChunkDraft::text).anyMatch(text -> text.contains(table));
    }

    @Test
    void aListingOverTheLimitIsCutBetweenLinesAndKeepsItsIndentation() {
        String code =
                IntStream.range(0, 40).mapToObj(i -> "    call" + i + "();").collect(Collectors.joining("\n"));

        List<ChunkDraft> chunks = chunker.chunk(null, List.of(block(CODE, 0, code)));

        assertThat(chunks).hasSizeGreaterThan(1);
        assertThat(chunks.stream().map(ChunkDraft::text).collect(Collectors.joining("\n")))
                .isEqualTo(code);
    }

    @Test
    void aBoundaryIsWhereTheWordsChange() {
        String pumps = "The pump moves water. A pump needs water. Water cools the pump. ";
        String taxes = "Taxes fall due in May. Pay taxes in May. May is for taxes. ";

        List<ChunkDraft> chunks = chunker.chunk(null, List.of(paragraph(pumps.repeat(2) + taxes.repeat(2))));

        assertThat(chunks).extracting(ChunkDraft::text).noneMatch(t -> t.contains("water") && t.contains("taxes"));
    }

    @Test
    void anAbbreviationDoesNotEndASentence() {
        assertThat(Sentences.of("See Fig. 3 by Dr. Smith, e.g. The Pump. Then stop."))
                .hasSize(2);
    }

    @Test
    void listItemsStayOnLinesOfTheirOwn() {
        List<ChunkDraft> chunks = chunker.chunk(
                null,
                List.of(
                        block(PARAGRAPH, 0, "Tools:", 7),
                        block(LIST_ITEM, 0, "hammer", 7),
                        block(LIST_ITEM, 0, "saw", 8)));

        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.text()).isEqualTo("Tools:\n\nhammer\nsaw");
            assertThat(chunk.page()).isEqualTo(7);
        });
    }

    @Test
    void aVeryLongTitleLeavesRoomForText() {
        Chunker narrow = new SemanticChunker(new ChunkSettings(10, 40), new WordTokens(), 50);

        List<ChunkDraft> chunks = narrow.chunk("word ".repeat(500), List.of(paragraph("Short text.")));

        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.text()).isEqualTo("Short text.");
            assertThat(new WordTokens().count(chunk.embeddedText())).isLessThanOrEqualTo(48);
        });
    }

    @Test
    void noTextGivesNoChunks() {
        assertThat(chunker.chunk("Title", List.of(paragraph("  \n ")))).isEmpty();
    }
}
