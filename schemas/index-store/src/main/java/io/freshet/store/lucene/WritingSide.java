package io.freshet.store.lucene;

import io.freshet.store.IndexIdentity;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;

/** What only the one writing process has: the directory's lock, and tenants that take writes. */
final class WritingSide implements Closeable {
    private static final String LOCK = "write.lock";

    private final Directory directory;
    private final Lock lock;
    private final Tenants<WrittenTenant> tenants;

    private WritingSide(Directory directory, Lock lock, Tenants<WrittenTenant> tenants) {
        this.directory = directory;
        this.lock = lock;
        this.tenants = tenants;
    }

    static WritingSide open(Path root, StoreFiles files) throws IOException {
        Files.createDirectories(root);
        Directory directory = FSDirectory.open(root);
        try {
            Lock lock = directory.obtainLock(LOCK);
            Tenants<WrittenTenant> tenants = new Tenants<>(
                    root, path -> new WrittenTenant(path, identity(files).dimensions()));
            return new WritingSide(directory, lock, tenants);
        } catch (LockObtainFailedException e) {
            directory.close();
            throw new IOException("another process, or this one already, writes the index in " + root, e);
        }
    }

    private static IndexIdentity identity(StoreFiles files) throws IOException {
        return files.identity().orElseThrow(() -> new IOException("the index was not opened for a model yet"));
    }

    Tenants<WrittenTenant> tenants() {
        return tenants;
    }

    List<Outcome> apply(List<Write> batch) {
        Map<String, List<Integer>> byTenant = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            byTenant.computeIfAbsent(batch.get(i).tenant(), tenant -> new ArrayList<>())
                    .add(i);
        }
        Outcome[] outcomes = new Outcome[batch.size()];
        byTenant.forEach((tenant, indexes) -> {
            List<Outcome> ofTenant =
                    apply(tenant, indexes.stream().map(batch::get).toList());
            for (int i = 0; i < indexes.size(); i++) {
                outcomes[indexes.get(i)] = ofTenant.get(i);
            }
        });
        return List.copyOf(Arrays.asList(outcomes));
    }

    private List<Outcome> apply(String tenant, List<Write> writes) {
        if (!Tenants.isName(tenant)) {
            return same(new Outcome.Invalid("not a tenant's name: " + tenant), writes);
        }
        try {
            return tenants.created(tenant).apply(writes);
        } catch (IOException | IllegalStateException e) {
            return same(new Outcome.Unavailable("the index cannot be used: " + e.getMessage()), writes);
        }
    }

    private static List<Outcome> same(Outcome outcome, List<Write> writes) {
        return writes.stream().map(write -> outcome).toList();
    }

    void sync() throws IOException {
        for (WrittenTenant tenant : tenants.opened()) {
            tenant.sync();
        }
    }

    void check() throws IOException {
        lock.ensureValid();
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(tenants, lock, directory);
    }
}
