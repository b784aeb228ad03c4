package io.freshet.tika;

import io.freshet.tika.wire.WireBlock;
import java.io.IOException;

/** Where finished blocks go while the rest of the file is still being read. */
interface BlockOutput {
    void accept(WireBlock block) throws IOException;
}
