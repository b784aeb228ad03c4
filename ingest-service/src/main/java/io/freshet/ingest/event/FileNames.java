package io.freshet.ingest.event;

import org.jspecify.annotations.Nullable;

/** The names of files that ids of documents often end with. */
public final class FileNames {

    private FileNames() {}

    /** The part of an id after its last slash, when it looks like a file name. */
    public static @Nullable String in(String documentId) {
        String last = documentId.substring(documentId.lastIndexOf('/') + 1);
        return last.indexOf('.') > 0 ? last : null;
    }
}
