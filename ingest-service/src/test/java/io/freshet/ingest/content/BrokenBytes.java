package io.freshet.ingest.content;

import java.io.IOException;
import java.io.InputStream;

/** A sender who goes away after some bytes. */
public final class BrokenBytes extends InputStream {

    private int left;

    public BrokenBytes(int length) {
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        if (left <= 0) {
            throw new IOException("the sender went away");
        }
        left--;
        return 'x';
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        target[offset] = (byte) read();
        return 1;
    }
}
