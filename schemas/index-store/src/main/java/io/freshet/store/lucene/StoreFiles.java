package io.freshet.store.lucene;

import io.freshet.store.IndexIdentity;
import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.apache.lucene.util.IOUtils;

/** The small files at the top of the store's directory. Each is replaced whole, so a reader sees the old or the new. */
final class StoreFiles {
    private static final String FORMAT_VERSION = "1";
    private static final String IDENTITY = "identity.properties";
    private static final String AS_OF = "as-of";

    private final Path root;

    StoreFiles(Path root) {
        this.root = root;
    }

    Optional<IndexIdentity> identity() throws IOException {
        Optional<String> content = read(IDENTITY);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.load(new StringReader(content.get()));
        if (!FORMAT_VERSION.equals(properties.getProperty("formatVersion"))) {
            throw new IOException("the index in " + root + " has format " + properties.getProperty("formatVersion")
                    + ", this program reads format " + FORMAT_VERSION);
        }
        return Optional.of(
                new IndexIdentity(value(properties, "modelId"), Integer.parseInt(value(properties, "dimensions"))));
    }

    void writeIdentity(IndexIdentity identity) throws IOException {
        String escapedId = identity.modelId().replace("\\", "\\\\").replace("\n", "\\n");
        write(
                IDENTITY,
                "formatVersion=" + FORMAT_VERSION + "\nmodelId=" + escapedId + "\ndimensions=" + identity.dimensions()
                        + "\n",
                true);
    }

    /** Empty, too, when the file does not hold a time: it is written each second, so it is soon right again. */
    Optional<Instant> asOf() throws IOException {
        try {
            return read(AS_OF).map(content -> Instant.parse(content.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    void writeAsOf(Instant asOf) throws IOException {
        write(AS_OF, asOf + "\n", false);
    }

    private Optional<String> read(String name) throws IOException {
        try {
            return Optional.of(Files.readString(root.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void write(String name, String content, boolean durable) throws IOException {
        Path temporary = root.resolve(name + ".new");
        Files.writeString(temporary, content);
        if (durable) {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        Files.move(temporary, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        if (durable) {
            IOUtils.fsync(root, true);
        }
    }

    private String value(Properties properties, String key) throws IOException {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IOException(root.resolve(IDENTITY) + " has no " + key);
        }
        return value;
    }
}
