package io.freshet.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of a file; they can be read as often as needed until they are closed. */
public interface FileContent extends AutoCloseable {

    /** How many bytes there are. */
    long length();

    /** Reads from the beginning. */
    InputStream open() throws IOException;

    /** SHA-256 of all bytes, in hex; reads them once. */
    default String sha256() throws IOException {
        try (InputStream bytes = open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Gives back what holds the bytes, such as a temporary copy. */
    @Override
    void close();
}
