package io.freshet.ingest.content.s3;

import io.freshet.ingest.content.ContentTooLargeException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import java.nio.file.Path;

/** What is needed of an object service. Says nothing of its SDK, so that this does not have to be loaded. */
interface Objects extends AutoCloseable {

    FileContent get(String bucket, String key)
            throws S3RefusalException, ContentTooLargeException, ContentUnavailableException, InterruptedException;

    /** Returns when the object is safe; until then there is none. */
    void put(String bucket, String key, Path file, String md5) throws ContentUnavailableException, InterruptedException;

    void check(String bucket) throws Exception;

    @Override
    void close();
}
