package io.freshet.store.lucene;

import io.freshet.store.GenerationOrder;
import io.freshet.store.IndexIdentity;
import io.freshet.store.manifest.Manifest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;

/**
 * What lies where in the store's directory: the manifest, and a directory for each generation with one for each tenant.
 *
 * <p>An index of before there were generations (format 1) had the tenants in the store's directory itself. It is moved
 * into place when it is opened for writing, tenant by tenant; the file that names its model goes last.
 */
final class Layout {
    private static final String FORMAT_1_IDENTITY = "identity.properties";
    // No tenant can be called like this, so nothing of format 1 is in the way.
    private static final Pattern DIRECTORY = Pattern.compile("generation\\.([0-9]+)");

    private final Path root;
    private final SmallFile manifest;

    Layout(Path root) {
        this.root = root;
        this.manifest = new SmallFile(root.resolve("generations.properties"));
    }

    Path directory(int number) {
        return root.resolve("generation." + number);
    }

    Manifest read() throws IOException {
        Optional<String> text = manifest.read();
        return text.isPresent() ? Manifest.parse(text.get(), root) : Manifest.NONE;
    }

    void write(Manifest changed) throws IOException {
        manifest.replaceForGood(changed.text());
    }

    void makeDirectory(int number) throws IOException {
        Files.createDirectories(directory(number));
        IOUtils.fsync(root, true);
    }

    void deleteDirectory(int number) throws IOException {
        Path directory = directory(number);
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Finishes what was cut off: a move from format 1, and the deletion of dropped generations. */
    Manifest tidied() throws IOException {
        Manifest found = read();
        Path old = root.resolve(FORMAT_1_IDENTITY);
        if (found.generations().isEmpty() && Files.exists(old)) {
            found = moveFormat1(Files.readString(old));
        }
        Files.deleteIfExists(old);
        for (int number : numbersOnDisk()) {
            if (found.find(number).isEmpty()) {
                deleteDirectory(number);
            }
        }
        return found;
    }

    private Manifest moveFormat1(String identityText) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(identityText));
        String format = properties.getProperty("formatVersion");
        if (!"1".equals(format)) {
            throw new IOException("the index in " + root + " has format " + format + ", this program reads 1 and 2");
        }
        IndexIdentity identity = new IndexIdentity(
                Manifest.value(properties, "modelId"), Integer.parseInt(Manifest.value(properties, "dimensions")));
        makeDirectory(1);
        try (Stream<Path> children = Files.list(root)) {
            for (Path child : children.filter(Layout::isOfFormat1).toList()) {
                Files.move(child, directory(1).resolve(child.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        IOUtils.fsync(directory(1), true);
        Manifest moved = Manifest.NONE.with(GenerationOrder.first(identity, ""), Instant.EPOCH);
        write(moved);
        return moved;
    }

    private static boolean isOfFormat1(Path child) {
        String name = String.valueOf(child.getFileName());
        return name.equals(GenerationFiles.AS_OF) || (Tenants.isName(name) && Files.isDirectory(child));
    }

    private List<Integer> numbersOnDisk() throws IOException {
        try (Stream<Path> children = Files.list(root)) {
            return children.map(child -> DIRECTORY.matcher(String.valueOf(child.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .toList();
        }
    }
}
