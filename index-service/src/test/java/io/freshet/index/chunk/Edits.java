package io.freshet.index.chunk;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small changes at random places of documents that {@link Prose} wrote. */
final class Edits {
    private Edits() {}

    enum Edit {
        INSERT,
        DELETE,
        REPLACE
    }

    /** One sentence of a paragraph of several. */
    static List<Block> sentence(List<Block> blocks, Edit edit, Random random) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).getText().split("\\. ", -1).length > 1) {
                candidates.add(i);
            }
        }
        return part(blocks, candidates.get(random.nextInt(candidates.size())), edit, random);
    }

    /** A sentence, list item, caption, table row or line of a listing. */
    static List<Block> part(List<Block> blocks, Edit edit, Random random) {
        int[] candidates = IntStream.range(0, blocks.size())
                .filter(i -> blocks.get(i).getKind() != BlockKind.HEADING)
                .toArray();
        return part(blocks, candidates[random.nextInt(candidates.length)], edit, random);
    }

    private static List<Block> part(List<Block> blocks, int at, Edit edit, Random random) {
        Block block = blocks.get(at);
        boolean lines = isLines(block);
        List<String> parts = new ArrayList<>(Arrays.asList(block.getText().split(lines ? "\n" : "(?<=\\.) ", -1)));
        // What is not the head of a table.
        int first = block.getKind() == BlockKind.TABLE ? 1 : 0;
        int place = first + random.nextInt(parts.size() - first);
        String sentence = new Prose(random.nextLong()).sentence(random.nextInt(3000));
        String fresh = block.getKind() == BlockKind.TABLE ? "fresh | " + sentence : sentence;
        switch (edit) {
            case INSERT -> parts.add(place, fresh);
            case DELETE -> parts.remove(place);
            case REPLACE -> parts.set(place, fresh);
        }
        List<Block> edited = new ArrayList<>(blocks);
        edited.set(at, Prose.block(block.getKind(), 0, String.join(lines ? "\n" : " ", parts)));
        return edited;
    }

    /** A random heading; negative when there is none. */
    static int heading(List<Block> blocks, Random random) {
        int[] candidates = IntStream.range(0, blocks.size())
                .filter(i -> blocks.get(i).getKind() == BlockKind.HEADING)
                .toArray();
        return candidates.length == 0 ? -1 : candidates[random.nextInt(candidates.length)];
    }

    /** What is never cut while it fits: sentences, rows and listings. */
    static List<String> parts(Block block) {
        return switch (block.getKind()) {
            case CODE -> List.of(block.getText());
            case TABLE -> List.of(block.getText().split("\n", -1));
            default -> List.of(block.getText().split("(?<=\\.) ", -1));
        };
    }

    private static boolean isLines(Block block) {
        return block.getKind() == BlockKind.TABLE || block.getKind() == BlockKind.CODE;
    }
}
