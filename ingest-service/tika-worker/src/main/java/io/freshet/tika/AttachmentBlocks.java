package io.freshet.tika;

import io.freshet.tika.wire.WireBlock;
import io.freshet.tika.wire.WireBlock.Kind;
import java.io.IOException;

/**
 * Puts the blocks of a file within a file into the text of its host: under a heading with the file's name, with its own
 * headings one level lower, and without pages, because those would count as the host's.
 */
final class AttachmentBlocks implements BlockOutput {

    private static final int LOWEST_LEVEL = 6;

    private final String name;
    private final BlockOutput host;
    private boolean opened;

    AttachmentBlocks(String name, BlockOutput host) {
        this.name = name;
        this.host = host;
    }

    @Override
    public void accept(WireBlock block) throws IOException {
        if (!opened) {
            opened = true;
            host.accept(new WireBlock(Kind.HEADING, 1, 0, name));
        }
        int level = block.kind() == Kind.HEADING ? Math.min(LOWEST_LEVEL, block.level() + 1) : block.level();
        host.accept(new WireBlock(block.kind(), level, 0, block.text()));
    }
}
