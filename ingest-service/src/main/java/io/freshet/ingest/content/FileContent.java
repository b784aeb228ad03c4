package io.freshet.ingest.content;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file; they can be read as often as needed until they are closed. */
public interface FileContent extends AutoCloseable {

    /** How many bytes there are. */
    long length();

    /** Reads from the beginning. */
    InputStream open() throws IOException;

    /** Gives back what holds the bytes, such as a temporary copy. */
    @Override
    void close();
}
