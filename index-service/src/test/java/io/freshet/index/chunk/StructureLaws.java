package io.freshet.index.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.chunk.Edits.Edit;
import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the strategies promise that cut by structure, all but the fixed one. */
abstract class StructureLaws extends ChunkerLaws {
    private static final Pattern SECTION = Pattern.compile("S\\d+s");
    private static final Pattern TABLE_HEAD = Pattern.compile("(T\\d+t) \\| S\\d+s(\n--- \\| ---)?(\n|$)");

    private final Chunker usual;
    private final int limit;
    private final int mostChanged;
    private final int mostMoved;

    /**
     * Laws of a strategy.
     *
     * @param small with sizes that make many chunks of little text
     * @param limit tokens over which a sentence or listing is cut, with these
     * @param usual with the sizes that it has by itself
     * @param mostChanged chunks that are new after an edit
     * @param mostMoved chunks that are the same after it, in a passage that is not
     */
    StructureLaws(Strategy small, int limit, Strategy usual, int mostChanged, int mostMoved) {
        super(small, limit);
        this.limit = limit;
        this.usual = usual.chunker(TOKENS, 512);
        this.mostChanged = mostChanged;
        this.mostMoved = mostMoved;
    }

    @Property(tries = 500)
    void theChunksHoldTheTextOfTheBlocksAndNothingElse(@ForAll("documents") List<Block> blocks) {
        List<ChunkDraft> chunks = chunk("Title", blocks);

        List<Block> body = blocks.stream().filter(b -> !isHeading(b)).toList();
        List<String> headings = blocks.stream()
                .filter(ChunkerLaws::isHeading)
                .map(b -> b.getText().strip())
                .toList();
        TreeSet<String> lonely = new TreeSet<>(headings);
        chunks.forEach(chunk -> lonely.removeAll(chunk.headingPath()));
        Set<String> heads = new HashSet<>();
        String text = inked(
                chunks.stream().map(chunk -> withoutRepeatedHead(chunk, heads)).toList());
        String expected = inked(body.stream().map(Block::getText).toList());
        // A heading with nothing under it is a chunk; its words are those that only headings have.
        assertThat(text.replaceAll("H\\d+h", "")).isEqualTo(expected);
        assertThat(lonely).allSatisfy(heading -> assertThat(text).contains(heading));
    }

    /** Once more at the beginning of a chunk is a repetition. */
    private static String withoutRepeatedHead(ChunkDraft chunk, Set<String> before) {
        Matcher head = TABLE_HEAD.matcher(chunk.text());
        String text = head.lookingAt() && before.contains(head.group(1))
                ? chunk.text().substring(head.end())
                : chunk.text();
        TABLE_HEAD.matcher(text).results().forEach(found -> before.add(found.group(1)));
        return text;
    }

    @Property(tries = 300)
    void noChunkCrossesAHeading(@ForAll("documents") List<Block> blocks) {
        assertThat(chunk("Title", blocks))
                .allMatch(chunk -> SECTION.matcher(chunk.text())
                                .results()
                                .map(found -> found.group())
                                .distinct()
                                .count()
                        <= 1);
    }

    @Property(tries = 200)
    void noSentenceRowOrListingIsCutThatFits(@ForAll @IntRange(max = 1_000_000) int seed) {
        List<Block> blocks = new Prose(seed).mixed(60);

        List<String> chunks =
                chunk("Title", blocks).stream().map(ChunkDraft::text).toList();
        List<String> fitting = blocks.stream()
                .filter(block -> !isHeading(block))
                .flatMap(block -> Edits.parts(block).stream())
                .filter(part -> TOKENS.count(part) <= limit * 3 / 4)
                .toList();

        assertThat(fitting).allMatch(part -> chunks.stream().anyMatch(chunk -> chunk.contains(part)));
    }

    @Property(tries = 150)
    void editingOneSentenceChangesFewChunksWhateverTheLength(
            @ForAll @IntRange(min = 40, max = 1500) int sentences,
            @ForAll @IntRange(min = 20, max = 2000) int perSection,
            @ForAll Edit edit,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        List<Block> before = new Prose(seed).document(sentences, perSection);
        List<Block> after = Edits.sentence(before, edit, new Random(seed));

        Difference difference = difference(before, after);

        assertThat(difference.changed()).isBetween(1, mostChanged);
        assertThat(difference.moved()).isBetween(0, mostMoved);
    }

    @Property(tries = 150)
    void editingAnythingButAHeadChangesFewChunksWhateverTheLength(
            @ForAll @IntRange(min = 20, max = 400) int length,
            @ForAll Edit edit,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        List<Block> before = new Prose(seed).mixed(length);
        List<Block> after = Edits.part(before, edit, new Random(seed));

        Difference difference = difference(before, after);

        assertThat(difference.changed()).isBetween(1, mostChanged);
        assertThat(difference.moved()).isBetween(0, mostMoved);
    }

    /** Taking one away; putting one in is the same from the other side. */
    @Property(tries = 100)
    void aHeadingConcernsWhatStandsUnderItAndLittleElse(
            @ForAll @IntRange(min = 20, max = 400) int length, @ForAll @IntRange(max = 1_000_000) int seed) {
        List<Block> before = new Prose(seed).mixed(length);
        int at = Edits.heading(before, new Random(seed));
        Assume.that(at >= 0);
        List<Block> after = new ArrayList<>(before);
        after.remove(at);

        List<ChunkDraft> elsewhere = usual.chunk("Title", before).stream()
                .filter(chunk -> !chunk.headingPath().contains(before.get(at).getText()))
                .toList();

        assertThat(Difference.missing(elsewhere, usual.chunk("Title", after))).isLessThanOrEqualTo(mostChanged);
    }

    private Difference difference(List<Block> before, List<Block> after) {
        return Difference.of(usual.chunk("Title", before), usual.chunk("Title", after));
    }

    @Property(tries = 50)
    void aLongTableSaysInEveryPieceWhatItsColumnsAre(@ForAll @IntRange(min = 20, max = 200) int rows) {
        StringBuilder table = new StringBuilder("name | colour\n--- | ---");
        for (int row = 0; row < rows; row++) {
            table.append("\nthing ").append(row).append(" | red");
        }
        List<ChunkDraft> chunks = chunk("Title", List.of(Prose.block(BlockKind.TABLE, 0, table.toString())));

        assertThat(chunks).hasSizeGreaterThan(1).allSatisfy(chunk -> assertThat(chunk.text())
                .startsWith("name | colour\n--- | ---\nthing ")
                .containsOnlyOnce("name"));
    }
}
