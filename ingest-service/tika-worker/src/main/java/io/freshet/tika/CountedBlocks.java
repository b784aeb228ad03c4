package io.freshet.tika;

import io.freshet.tika.wire.WireBlock;
import java.io.IOException;

/** Passes blocks on and counts them. */
final class CountedBlocks implements BlockOutput {

    private final BlockOutput next;
    private int count;

    CountedBlocks(BlockOutput next) {
        this.next = next;
    }

    @Override
    public void accept(WireBlock block) throws IOException {
        next.accept(block);
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }
}
