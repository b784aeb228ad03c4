package io.freshet.index.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What every strategy promises, whatever the document. */
abstract class ChunkerLaws {
    static final int WINDOW = 96;
    static final WordTokens TOKENS = new WordTokens();

    private final Strategy small;
    private final int most;

    /**
     * Laws of a strategy.
     *
     * @param small with sizes that make many chunks of little text
     * @param most tokens of a chunk
     */
    ChunkerLaws(Strategy small, int most) {
        this.small = small;
        this.most = most;
    }

    final List<ChunkDraft> chunk(String title, List<Block> blocks) {
        return small.chunker(TOKENS, WINDOW).chunk(title, blocks);
    }

    @Property(tries = 300)
    void theSameBlocksGiveTheSameChunks(@ForAll("documents") List<Block> blocks) {
        List<ChunkDraft> again = small.chunker(TOKENS, WINDOW).chunk("Title", List.copyOf(blocks));

        assertThat(chunk("Title", blocks)).isEqualTo(again);
    }

    @Property(tries = 500)
    void noChunkIsOverTheLimitOrTheWindow(@ForAll("documents") List<Block> blocks, @ForAll("titles") String title) {
        List<ChunkDraft> chunks = chunk(title, blocks);

        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(TOKENS.count(chunk.text())).isBetween(1, most);
            assertThat(TOKENS.count(chunk.embeddedText())).isLessThanOrEqualTo(WINDOW - 2);
        });
    }

    @Property(tries = 300)
    void whatIsEmbeddedEndsInWhatIsShown(@ForAll("documents") List<Block> blocks) {
        assertThat(small.chunker(TOKENS, WINDOW).chunk(null, blocks))
                .allSatisfy(chunk -> assertThat(chunk.embeddedText()).endsWith(chunk.text()));
    }

    static boolean isHeading(Block block) {
        return block.getKind() == BlockKind.HEADING;
    }

    static String inked(List<String> texts) {
        return String.join("", texts).replaceAll("\\s+", "");
    }

    @Provide
    Arbitrary<String> titles() {
        return Arbitraries.strings().withChars("ab ").ofMaxLength(900);
    }

    /** Every block but headings says which section it is in, and every table has a head of its own. */
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
                .ofMaxSize(25)
                .map(ChunkerLaws::marked);
    }

    private static List<Block> marked(List<Block> blocks) {
        List<Block> marked = new ArrayList<>();
        int section = 0;
        for (Block block : blocks) {
            if (isHeading(block)) {
                section++;
                marked.add(block);
            } else if (block.getKind() == BlockKind.TABLE) {
                String rule = marked.size() % 2 == 0 ? "--- | ---\n" : "";
                String head = "T" + marked.size() + "t | S" + section + "s\n";
                marked.add(Prose.block(block.getKind(), 0, head + rule + block.getText()));
            } else {
                marked.add(Prose.block(block.getKind(), 0, "S" + section + "s " + block.getText()));
            }
        }
        return marked;
    }
}
