package io.freshet.ingest.content;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Bytes that came with their event. */
public record InlineContent(ByteBuffer bytes) implements FileContent {

    @Override
    public long length() {
        return bytes.remaining();
    }

    @Override
    public InputStream open() {
        return new BufferInput(bytes.duplicate());
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}
