package io.freshet.index.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Block;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** It overlaps, crosses headings and is not local: an edit changes everything behind it. */
final class FixedChunkerLawsTest extends ChunkerLaws {
    private static final int MOST = 30;

    FixedChunkerLawsTest() {
        super(new Strategy.Fixed(MOST, 6), MOST);
    }

    @Property(tries = 500)
    void theChunksHoldTheTextOfTheBlocksInOrderAndOverlapping(@ForAll("documents") List<Block> blocks) {
        String text = inked(blocks.stream().map(Block::getText).toList());

        int end = 0;
        for (ChunkDraft chunk : chunk("Title", blocks)) {
            String part = inked(List.of(chunk.text()));
            int start = text.lastIndexOf(part, end);
            assertThat(start).isNotNegative();
            assertThat(start + part.length()).isGreaterThan(end);
            end = start + part.length();
        }

        assertThat(end).isEqualTo(text.length());
    }

    @Property(tries = 300)
    void noWordIsCutThatFits(@ForAll("documents") List<Block> blocks) {
        Set<String> words = new HashSet<>();
        blocks.forEach(block -> words.addAll(words(block.getText())));

        assertThat(chunk("Title", blocks))
                .flatExtracting(chunk -> words(chunk.text()))
                .filteredOn(word -> word.length() < 16 * MOST / 2 && !word.startsWith("ww"))
                .allSatisfy(word -> assertThat(words).contains(word));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
