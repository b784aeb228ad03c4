package io.freshet.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

/** The tenants below the store's directory, each opened when it is first asked for. */
final class Tenants<T extends TenantIndex> implements Closeable {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

    private final Path root;
    private final Opener<T> opener;
    private final ConcurrentHashMap<String, T> opened = new ConcurrentHashMap<>();
    private boolean closed;

    Tenants(Path root, Opener<T> opener) {
        this.root = root;
        this.opener = opener;
    }

    static boolean isName(String tenant) {
        return NAME.matcher(tenant).matches();
    }

    static void requireName(String tenant) {
        if (!isName(tenant)) {
            throw new IllegalArgumentException("a tenant's name is " + NAME + ": " + tenant);
        }
    }

    /** Empty for a tenant nothing was ever committed for. */
    Optional<T> existing(String tenant) throws IOException {
        requireName(tenant);
        T known = opened.get(tenant);
        if (known != null) {
            return Optional.of(known);
        }
        return hasCommit(root.resolve(tenant)) ? Optional.of(open(tenant)) : Optional.empty();
    }

    /** The tenant, with a directory of its own from now on. */
    T created(String tenant) throws IOException {
        T known = opened.get(tenant);
        if (known != null) {
            return known;
        }
        Files.createDirectories(root.resolve(tenant));
        IOUtils.fsync(root, true);
        return open(tenant);
    }

    /** Everybody for whom something was committed, or is about to be. */
    List<String> names() throws IOException {
        Set<String> names = new TreeSet<>(opened.keySet());
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
                for (Path path : directories) {
                    String name = String.valueOf(path.getFileName());
                    if (isName(name) && hasCommit(path)) {
                        names.add(name);
                    }
                }
            }
        }
        return List.copyOf(names);
    }

    List<T> opened() {
        return List.copyOf(opened.values());
    }

    private synchronized T open(String tenant) throws IOException {
        T known = opened.get(tenant);
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new AlreadyClosedException("the store is closed");
        }
        T tenantIndex = opener.open(root.resolve(tenant));
        opened.put(tenant, tenantIndex);
        return tenantIndex;
    }

    private static boolean hasCommit(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Directory directory = FSDirectory.open(path)) {
            return DirectoryReader.indexExists(directory);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        List<T> all = opened();
        opened.clear();
        IOUtils.close(all);
    }

    /** Opens what is in a tenant's directory. */
    @FunctionalInterface
    interface Opener<T> {
        T open(Path path) throws IOException;
    }
}
