package io.freshet.store.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** A tenant's index that another process writes: each reading sees that process's last commit. */
final class CommittedTenant implements TenantIndex {
    private final Directory directory;
    private final SearcherManager searchers;

    CommittedTenant(Path path) throws IOException {
        this.directory = FSDirectory.open(path);
        this.searchers = open(directory);
    }

    private static SearcherManager open(Directory directory) throws IOException {
        try {
            return new SearcherManager(directory, new ChunkSearcherFactory());
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public <T> T read(Reading<T> reading) throws IOException {
        searchers.maybeRefreshBlocking();
        IndexSearcher searcher = searchers.acquire();
        try {
            return reading.from(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        directory.close();
    }
}
