package io.freshet.tika;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds the bytes that come out of files within a file, however deep. The text alone would not do: a file of zeros has
 * none, and still fills the disk when a parser wants to see it whole.
 */
final class ExpansionGuard {

    private static final int RATIO = 100;
    private static final long ALWAYS_FINE = 64L << 20;
    private static final long NEVER_FINE = 2L << 30;

    private long left;
    private boolean exceeded;

    ExpansionGuard(long length) {
        this.left = Math.min(NEVER_FINE, Math.max(ALWAYS_FINE, length * RATIO));
    }

    boolean exceeded() {
        return exceeded;
    }

    InputStream watch(InputStream unpacked) {
        return new Watched(unpacked);
    }

    private void count(long bytes) throws IOException {
        left -= Math.max(0, bytes);
        if (left < 0) {
            exceeded = true;
            throw new ExpandedException();
        }
    }

    /** The bytes that came out are too many. */
    static final class ExpandedException extends IOException {
        private static final long serialVersionUID = 1L;

        ExpandedException() {
            super("unpacked too far");
        }
    }

    /** Does not close what it reads from: that belongs to the parser of the host. */
    private final class Watched extends FilterInputStream {

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = in.read(buffer, from, length);
            count(read);
            return read;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = in.skip(wanted);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() {
            // See above.
        }
    }
}
