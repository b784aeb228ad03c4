package io.freshet.index.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

final class SemanticChunkerLawsTest {
    private static final int WINDOW = 96;
    private static final ChunkSettings SMALL = new ChunkSettings(10, 30);
    private static final ChunkSettings USUAL = new ChunkSettings(100, 300);
    private static final WordTokens TOKENS = new WordTokens();

    private final Chunker small = new SemanticChunker(SMALL, TOKENS, WINDOW);
    private final Chunker usual = new SemanticChunker(USUAL, TOKENS, 512);

    @Property(tries = 300)
    void theSameBlocksGiveTheSameChunks(@ForAll("documents") List<Block> blocks) {
        List<ChunkDraft> again = new SemanticChunker(SMALL, TOKENS, WINDOW).chunk("Title", List.copyOf(blocks));

        assertThat(small.chunk("Title", blocks)).isEqualTo(again);
    }

    @Property(tries = 500)
    void theChunksHoldTheTextOfTheBlocksAndNothingElse(@ForAll("documents") List<Block> blocks) {
        List<ChunkDraft> chunks = small.chunk("Title", blocks);

        List<Block> body = blocks.stream().filter(b -> !isHeading(b)).toList();
        List<String> headings = blocks.stream()
                .filter(SemanticChunkerLawsTest::isHeading)
                .map(b -> b.getText().strip())
                .toList();
        TreeSet<String> lonely = new TreeSet<>(headings);
        chunks.forEach(chunk -> lonely.removeAll(chunk.headingPath()));
        String text = inked(chunks.stream().map(ChunkDraft::text).toList());
        String expected = inked(body.stream().map(Block::getText).toList());
        // A heading with nothing under it is a chunk; its words are those that only headings have.
        assertThat(text.replaceAll("H\\d+h", "")).isEqualTo(expected);
        assertThat(lonely).allSatisfy(heading -> assertThat(text).contains(heading));
    }

    @Property(tries = 500)
    void noChunkIsOverTheLimitOrTheWindow(@ForAll("documents") List<Block> blocks, @ForAll("titles") String title) {
        List<ChunkDraft> chunks = small.chunk(title, blocks);

        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(TOKENS.count(chunk.text())).isBetween(1, SMALL.maxTokens());
            assertThat(TOKENS.count(chunk.embeddedText())).isLessThanOrEqualTo(WINDOW - 2);
        });
    }

    @Property(tries = 300)
    void whatIsEmbeddedEndsInWhatIsShown(@ForAll("documents") List<Block> blocks) {
        assertThat(small.chunk(null, blocks))
                .allSatisfy(chunk -> assertThat(chunk.embeddedText()).endsWith(chunk.text()));
    }

    @Property(tries = 150)
    void editingOneSentenceChangesFewChunksWhateverTheLength(
            @ForAll @IntRange(min = 40, max = 1500) int sentences,
            @ForAll @IntRange(min = 20, max = 2000) int perSection,
            @ForAll Edit edit,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        List<Block> before = new Prose(seed).document(sentences, perSection);
        List<Block> after = edit(before, edit, new Random(seed));

        int changed = difference(usual.chunk("Title", before), usual.chunk("Title", after));

        assertThat(changed).isBetween(1, 8);
    }

    enum Edit {
        INSERT,
        DELETE,
        REPLACE
    }

    private static List<Block> edit(List<Block> blocks, Edit edit, Random random) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).getText().split("\\. ", -1).length > 1) {
                candidates.add(i);
            }
        }
        int at = candidates.get(random.nextInt(candidates.size()));
        List<String> sentences =
                new ArrayList<>(List.of(blocks.get(at).getText().split("(?<=\\.) ", -1)));
        int place = random.nextInt(sentences.size());
        String fresh = new Prose(random.nextLong()).sentence(random.nextInt(3000));
        switch (edit) {
            case INSERT -> sentences.add(place, fresh);
            case DELETE -> sentences.remove(place);
            case REPLACE -> sentences.set(place, fresh);
        }
        List<Block> edited = new ArrayList<>(blocks);
        edited.set(at, Prose.paragraph(String.join(" ", sentences)));
        return edited;
    }

    /** How many chunks of either side have no equal on the other, the larger of the two. */
    private static int difference(List<ChunkDraft> before, List<ChunkDraft> after) {
        return Math.max(missing(before, after), missing(after, before));
    }

    private static int missing(List<ChunkDraft> from, List<ChunkDraft> in) {
        Map<String, Integer> counts = new HashMap<>();
        from.forEach(chunk -> counts.merge(chunk.embeddedText(), 1, Integer::sum));
        in.forEach(chunk -> counts.merge(chunk.embeddedText(), -1, Integer::sum));
        return counts.values().stream().mapToInt(n -> Math.max(0, n)).sum();
    }

    private static boolean isHeading(Block block) {
        return block.getKind() == BlockKind.HEADING;
    }

    private static String inked(List<String> texts) {
        return String.join("", texts).replaceAll("\\s+", "");
    }

    @Provide
    Arbitrary<String> titles() {
        return Arbitraries.strings().withChars("ab ").ofMaxLength(900);
    }

    @Provide
    Arbitrary<List<Block>> documents() {
        Arbitrary<String> words = Arbitraries.of(
                "alpha",
                "beta",
                "gamma.",
                "delta!",
                "e.g. this",
                "x",
                "an-unusually-long-word",
                "end.\n",
                "  ",
                "\n",
                "日本語。",
                "\uD83D\uDE00",
                "|",
                "w".repeat(700));
        Arbitrary<String> texts = words.list().ofMaxSize(60).map(list -> String.join(" ", list));
        Arbitrary<Block> body = Combinators.combine(
                        Arbitraries.of(
                                BlockKind.PARAGRAPH,
                                BlockKind.LIST_ITEM,
                                BlockKind.TABLE,
                                BlockKind.CODE,
                                BlockKind.CAPTION),
                        texts)
                .as((kind, text) -> Prose.block(kind, 0, text));
        Arbitrary<Block> heading = Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(0, 9))
                .as((level, n) -> Prose.block(BlockKind.HEADING, level, "H" + n + "h"));
        return Arbitraries.frequencyOf(Tuple.of(3, body), Tuple.of(1, heading))
                .list()
                .ofMaxSize(25);
    }
}
