package io.freshet.ingest.content;

import java.io.InputStream;

/** A stream of made bytes, all values among them; nobody has to hold them. */
public final class CountedBytes extends InputStream {

    private final long length;
    private long position;

    public CountedBytes(long length) {
        this.length = length;
    }

    public static byte at(long position) {
        return (byte) (position ^ (position >> 8) ^ (position >> 16));
    }

    public long position() {
        return position;
    }

    @Override
    public int read() {
        return position < length ? at(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        int given = (int) Math.min(count, length - position);
        for (int i = 0; i < given; i++) {
            target[offset + i] = at(position++);
        }
        return given == 0 && count > 0 ? -1 : given;
    }
}
