package io.freshet.tika;

import io.freshet.tika.wire.WireBlock;
import java.io.IOException;

/** Where finished blocks go while the rest of the file is still being read. */
interface BlockOutput {
    void accept(WireBlock block) throws IOException;

    /** Told once, before the first block of a file that was sent. */
    default void detected(String mediaType) throws IOException {}
}
