package io.freshet.store.lucene;

import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that reads what another one writes: it looks at the manifest each time, and so follows a change of serving. */
final class ReadingSide implements GenerationsSide {
    private final Path root;
    private final Layout layout;
    private final OpenGenerations generations;
    private volatile Manifest seen = Manifest.NONE;

    ReadingSide(Path root, int openTenants) {
        this.root = root;
        this.layout = new Layout(root);
        this.generations = new OpenGenerations(
                generation -> LuceneGeneration.read(layout.directory(generation.number()), openTenants));
    }

    @Override
    public Manifest manifest() throws IOException {
        Manifest now = layout.read();
        if (!now.equals(seen)) {
            generations.keepOnly(now);
            seen = now;
        }
        return now;
    }

    @Override
    public LuceneGeneration open(Generation generation) throws IOException {
        manifest().require(generation.number());
        return generations.get(generation);
    }

    @Override
    public Generation create(GenerationOrder order) throws IOException {
        throw new IOException("there is no index yet in " + root);
    }

    @Override
    public boolean serve(int number) {
        throw readOnly();
    }

    @Override
    public boolean drop(int number) {
        throw readOnly();
    }

    @Override
    public void requireWriting() {
        throw readOnly();
    }

    private UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("the index in " + root + " is open for searching only");
    }

    @Override
    public void check() throws IOException {
        if (!Files.isReadable(root)) {
            throw new IOException("cannot read " + root);
        }
        manifest();
    }

    @Override
    public void close() throws IOException {
        generations.close();
    }
}
