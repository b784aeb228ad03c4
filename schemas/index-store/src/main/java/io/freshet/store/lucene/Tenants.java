package io.freshet.store.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tenants below a generation's directory, each opened when it is first asked for. Of those that nobody uses just now
 * the least recently used are closed, so that about so many stay open as there are places.
 */
final class Tenants<T extends TenantIndex> implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Tenants.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

    private final Path root;
    private final int places;
    private final Opener<T> opener;
    private final ConcurrentHashMap<String, OpenTenant<T>> opened = new ConcurrentHashMap<>();
    private final AtomicLong uses = new AtomicLong();
    private boolean closed;

    Tenants(Path root, int places, Opener<T> opener) {
        this.root = root;
        this.places = places;
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

    /** Uses the tenant; for one nothing was ever committed for there is nothing. It stays open until the use returns. */
    <R> R existing(String tenant, Use<? super T, R> use, R nothing) throws IOException {
        requireName(tenant);
        OpenTenant<T> found = used(tenant);
        // One that is just being closed may have its first commit before it.
        if (found == null && !opened.containsKey(tenant) && !hasCommit(root.resolve(tenant))) {
            return nothing;
        }
        return use(found == null ? opened(tenant) : found, use);
    }

    /** Uses the tenant, which has a directory of its own from now on. It stays open until the use returns. */
    <R> R created(String tenant, Use<? super T, R> use) throws IOException {
        OpenTenant<T> found = used(tenant);
        if (found == null && !Files.isDirectory(root.resolve(tenant))) {
            Files.createDirectories(root.resolve(tenant));
            IOUtils.fsync(root, true);
        }
        return use(found == null ? opened(tenant) : found, use);
    }

    /** Uses each that is open. One that is being closed meanwhile is waited for, not used. */
    void eachOpen(Use<? super T, ?> use) throws IOException {
        for (String tenant : opened.keySet()) {
            OpenTenant<T> found = used(tenant);
            if (found == null) {
                found = usedWhenSettled(tenant);
            }
            if (found != null) {
                use(found, use);
            }
        }
    }

    private static <T extends TenantIndex, R> R use(OpenTenant<T> tenant, Use<? super T, R> use) throws IOException {
        try {
            return use.of(tenant.index());
        } finally {
            tenant.leave();
        }
    }

    private @Nullable OpenTenant<T> used(String tenant) {
        OpenTenant<T> known = opened.get(tenant);
        return known != null && known.enter(uses.incrementAndGet()) ? known : null;
    }

    private synchronized @Nullable OpenTenant<T> usedWhenSettled(String tenant) {
        return used(tenant);
    }

    private synchronized OpenTenant<T> opened(String tenant) throws IOException {
        OpenTenant<T> known = used(tenant);
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new AlreadyClosedException("the store is closed");
        }
        OpenTenant<T> made = new OpenTenant<>(opener.open(root.resolve(tenant)));
        made.enter(uses.incrementAndGet());
        opened.put(tenant, made);
        closeIdle();
        return made;
    }

    /** One that cannot be closed without loss stays open, whatever the number of places. */
    private void closeIdle() {
        if (opened.size() <= places) {
            return;
        }
        // As it is now: uses go on while it is sorted.
        List<Used> longestUnused = new ArrayList<>();
        opened.forEach((name, tenant) -> longestUnused.add(new Used(name, tenant.lastUse())));
        longestUnused.sort(Comparator.comparingLong(Used::last));
        for (Used used : longestUnused) {
            OpenTenant<T> candidate = opened.get(used.name());
            if (opened.size() <= places) {
                return;
            }
            if (candidate != null && candidate.lock()) {
                close(used.name(), candidate);
            }
        }
    }

    private record Used(String name, long last) {}

    private void close(String name, OpenTenant<T> idle) {
        boolean settled = false;
        try {
            idle.index().settle();
            settled = true;
            opened.remove(name);
            idle.index().close();
        } catch (IOException | IllegalStateException e) {
            log.atWarn().setCause(e).addKeyValue("tenant", name).log("an idle tenant could not be closed");
        } finally {
            // Whatever went wrong: who has writes that are not committed must stay the tenant's only writer.
            if (!settled) {
                idle.unlock();
            }
        }
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

    int open() {
        return opened.size();
    }

    private static boolean hasCommit(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Directory directory = FSDirectory.open(path)) {
            return DirectoryReader.indexExists(directory);
        }
    }

    /** Closes all, used or not. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        List<T> all = opened.values().stream().map(OpenTenant::index).toList();
        opened.clear();
        IOUtils.close(all);
    }

    /** Opens what is in a tenant's directory. */
    @FunctionalInterface
    interface Opener<T> {
        T open(Path path) throws IOException;
    }

    /** Something done with a tenant's index; nothing of the index may be used after that. */
    @FunctionalInterface
    interface Use<T, R> {
        R of(T index) throws IOException;
    }
}
