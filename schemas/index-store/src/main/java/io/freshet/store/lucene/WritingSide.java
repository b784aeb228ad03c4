package io.freshet.store.lucene;

import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;

/** The one process that writes: it holds the directory's lock, and nobody else changes the manifest. */
final class WritingSide implements GenerationsSide {
    private static final String LOCK = "write.lock";

    private final Layout layout;
    private final Directory directory;
    private final Lock lock;
    private final OpenGenerations generations;
    private volatile Manifest manifest;
    private volatile boolean closed;

    private WritingSide(Layout layout, Directory directory, Lock lock, Manifest manifest, int openTenants) {
        this.layout = layout;
        this.directory = directory;
        this.lock = lock;
        this.manifest = manifest;
        this.generations = new OpenGenerations(generation -> LuceneGeneration.written(
                layout.directory(generation.number()), generation.identity().dimensions(), openTenants));
    }

    static WritingSide open(Path root, int openTenants) throws IOException {
        Files.createDirectories(root);
        Directory directory = FSDirectory.open(root);
        Lock lock = null;
        try {
            lock = directory.obtainLock(LOCK);
            Layout layout = new Layout(root);
            return new WritingSide(layout, directory, lock, layout.tidied(), openTenants);
        } catch (LockObtainFailedException e) {
            directory.close();
            throw new IOException("another process, or this one already, writes the index in " + root, e);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(lock, directory);
            throw e;
        }
    }

    @Override
    public Manifest manifest() {
        if (closed) {
            throw new AlreadyClosedException("the store is closed");
        }
        return manifest;
    }

    @Override
    public LuceneGeneration open(Generation generation) throws IOException {
        manifest().require(generation.number());
        return generations.get(generation);
    }

    @Override
    public synchronized Generation create(GenerationOrder order) throws IOException {
        Optional<Generation> made = manifest().find(order);
        if (made.isPresent()) {
            return made.get();
        }
        layout.makeDirectory(manifest.next());
        replace(manifest.with(order, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        return manifest.find(order).orElseThrow();
    }

    @Override
    public synchronized boolean serve(int number) throws IOException {
        if (manifest().find(number).isEmpty()) {
            return false;
        }
        replace(manifest.serving(number));
        return true;
    }

    @Override
    public synchronized boolean drop(int number) throws IOException {
        Optional<Generation> dropped = manifest().find(number);
        if (dropped.isPresent() && dropped.get().serving()) {
            return false;
        }
        if (dropped.isPresent()) {
            replace(manifest.without(number));
        }
        generations.keepOnly(manifest);
        layout.deleteDirectory(number);
        return true;
    }

    private void replace(Manifest changed) throws IOException {
        if (!changed.equals(manifest)) {
            layout.write(changed);
            manifest = changed;
        }
    }

    @Override
    public void requireWriting() {
        // This is the side that does.
    }

    @Override
    public void check() throws IOException {
        lock.ensureValid();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        IOUtils.close(generations, lock, directory);
    }
}
