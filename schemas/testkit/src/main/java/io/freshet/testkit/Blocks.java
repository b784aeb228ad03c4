package io.freshet.testkit;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;

/** Makes {@link Block}s, one line each. */
public final class Blocks {
    private Blocks() {}

    public static Block heading(int level, String text) {
        return block(BlockKind.HEADING, level, text);
    }

    public static Block paragraph(String text) {
        return block(BlockKind.PARAGRAPH, 0, text);
    }

    public static Block listItem(String text) {
        return block(BlockKind.LIST_ITEM, 0, text);
    }

    public static Block table(String text) {
        return block(BlockKind.TABLE, 0, text);
    }

    public static Block code(String text) {
        return block(BlockKind.CODE, 0, text);
    }

    public static Block caption(String text) {
        return block(BlockKind.CAPTION, 0, text);
    }

    /** The same block, on that page. */
    public static Block onPage(int page, Block block) {
        return new Block(block.getKind(), block.getLevel(), block.getText(), page);
    }

    private static Block block(BlockKind kind, int level, String text) {
        return new Block(kind, level, text, null);
    }
}
