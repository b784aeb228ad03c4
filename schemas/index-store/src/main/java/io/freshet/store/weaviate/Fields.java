package io.freshet.store.weaviate;

import io.freshet.store.Filter;

/** The names of properties, as other readers of the collections see them too. */
final class Fields {
    static final String VECTOR = "content";

    static final String DOCUMENT_ID = "documentId";

    /** Title, headings and text, for keywords to match. */
    static final String CONTEXT = "context";

    /** Where in the context the text begins, in code points. */
    static final String TEXT_START = "textStart";

    static final String HEADING_PATH = "headingPath";
    static final String PAGE = "page";
    static final String ORDER = "order";
    static final String PARENT = "parent";
    static final String SINCE = "since";

    static final String TITLE = "title";
    static final String URI = "uri";
    static final String SOURCE = "source";
    static final String LANGUAGE = "language";
    static final String MEDIA_TYPE = "mediaType";
    static final String TAGS = "tags";
    static final String READERS = "readers";
    static final String ATTRIBUTES = "attributes";
    static final String MODIFIED_AT = "modifiedAt";

    /** The date as it is, of a head, or of a chunk where it is out of what Weaviate can compare. */
    static final String MODIFIED_AT_TEXT = "modifiedAtText";

    /** A field of its own, so that no principal's name can mean everybody. */
    static final String EVERYBODY = "forEverybody";

    static final String SEQUENCE = "sequence";
    static final String VERSION = "version";
    static final String ORIGIN_PARTITION = "originPartition";
    static final String ORIGIN_OFFSET = "originOffset";
    static final String ORIGIN_EVENT = "originEventId";
    static final String ORIGIN_OCCURRED_AT = "originOccurredAt";
    static final String ORIGIN_PUBLISHED_AT = "originPublishedAt";
    static final String CHUNK_COUNT = "chunkCount";
    static final String REMOVED = "removed";
    static final String DELETED = "deleted";
    static final String FAILURE_CODE = "failureCode";
    static final String FAILURE_MESSAGE = "failureMessage";
    static final String FAILURE_SINCE = "failureSince";
    static final String INDEXED_AT = "indexedAt";

    static final String KIND = "kind";
    static final String GENERATION = "generation";
    static final String PARTITION = "partition";
    static final String VALUE = "value";

    private Fields() {}

    static String nameOf(Filter.Field field) {
        return switch (field) {
            case DOCUMENT_ID -> DOCUMENT_ID;
            case SOURCE -> SOURCE;
            case LANGUAGE -> LANGUAGE;
            case MEDIA_TYPE -> MEDIA_TYPE;
            case TAGS -> TAGS;
            case READERS -> READERS;
        };
    }
}
