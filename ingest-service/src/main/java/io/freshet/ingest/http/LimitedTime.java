package io.freshet.ingest.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** A stream that fails at the first read after its time is over. */
final class LimitedTime extends FilterInputStream {

    private final Duration limit;
    private final LongSupplier nanos;
    private final long begin;

    /** The time begins now. */
    LimitedTime(InputStream bytes, Duration limit, LongSupplier nanos) {
        super(bytes);
        this.limit = limit;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        requireTime();
        return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        requireTime();
        return super.read(target, offset, count);
    }

    private void requireTime() throws IOException {
        if (nanos.getAsLong() - begin > limit.toNanos()) {
            throw new IOException(new TimeoutException("it took longer than " + limit));
        }
    }
}
