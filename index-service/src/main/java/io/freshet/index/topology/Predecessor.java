package io.freshet.index.topology;

import io.freshet.records.DocumentKey;
import io.freshet.records.ExtractedDocument;
import java.util.List;

/**
 * What another lineage knows of a document that is new to this one.
 *
 * <p>The extracted topic is compacted to the last outcome of each document in the order of the log, and that may be a
 * change of metadata, a failure, or a version that was superseded: then it does not say what the document is. A stream
 * that starts at the beginning of the topic meets some end of a document's history, and asks here for what came before.
 */
@FunctionalInterface
public interface Predecessor {
    /** For the first lineage: nothing came before. */
    Predecessor NONE = (document, event) -> List.of();

    /**
     * Events that stand for what came before, each with a place before that of the event; none where the event says all
     * there is to know. Waits for an index that does not answer.
     */
    List<ExtractedDocument> before(DocumentKey document, ExtractedDocument event);
}
