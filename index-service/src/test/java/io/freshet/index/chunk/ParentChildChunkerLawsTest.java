package io.freshet.index.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class ParentChildChunkerLawsTest extends StructureLaws {
    private static final ChunkSettings PASSAGES = new ChunkSettings(10, 40);
    private static final ChunkSettings CHILDREN = new ChunkSettings(4, 12);

    ParentChildChunkerLawsTest() {
        super(
                new Strategy.ParentChild(PASSAGES, CHILDREN),
                PASSAGES.maxTokens(),
                new Strategy.ParentChild(new ChunkSettings(150, 500), new ChunkSettings(32, 96)),
                16,
                24);
    }

    @Property(tries = 300)
    void passagesAreWithinTheLimitAndTheirChunksFollowEachOther(@ForAll("documents") List<Block> blocks) {
        List<ChunkDraft> chunks = chunk("Title", blocks);

        Map<Integer, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < chunks.size(); i++) {
            Integer parent = chunks.get(i).parent();
            if (parent != null) {
                places.computeIfAbsent(parent, p -> new ArrayList<>()).add(i);
            }
        }
        assertThat(List.copyOf(places.keySet())).isSorted();
        assertThat(places.values()).allSatisfy(children -> {
            int first = children.get(0);
            int last = children.get(children.size() - 1);
            assertThat(last - first + 1).isEqualTo(children.size()).isGreaterThan(1);
            StringBuilder passage = new StringBuilder();
            chunks.subList(first, last + 1).forEach(chunk -> passage.append(chunk.text()));
            assertThat(TOKENS.count(passage.toString())).isLessThanOrEqualTo(PASSAGES.maxTokens());
        });
    }

    @Property(tries = 200)
    void aChunkOverItsSizeIsOneSentenceOrListingOrOfOneTable(@ForAll @IntRange(max = 1_000_000) int seed) {
        List<Block> blocks = new Prose(seed).mixed(60);

        assertThat(chunk("Title", blocks))
                .filteredOn(chunk -> TOKENS.count(chunk.text()) > CHILDREN.maxTokens())
                .allMatch(chunk ->
                        blocks.stream().anyMatch(block -> isOnePart(chunk.text().strip(), block)));
    }

    private static boolean isOnePart(String text, Block block) {
        return Edits.parts(block).contains(text)
                || (block.getKind() == BlockKind.TABLE
                        && Edits.parts(block).containsAll(text.lines().toList()));
    }
}
