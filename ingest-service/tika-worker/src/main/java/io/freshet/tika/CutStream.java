package io.freshet.tika;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on the first bytes and drops the others. */
final class CutStream extends FilterOutputStream {

    private int left;

    CutStream(OutputStream out, int most) {
        super(out);
        this.left = most;
    }

    @Override
    public synchronized void write(int one) throws IOException {
        if (left > 0) {
            left--;
            out.write(one);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        int kept = Math.min(left, length);
        left -= kept;
        out.write(bytes, from, kept);
    }
}
