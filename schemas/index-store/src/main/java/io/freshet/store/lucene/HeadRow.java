package io.freshet.store.lucene;

import io.freshet.store.Head;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A {@link Head} as a row: found by its document's id, nothing else. */
final class HeadRow {
    private HeadRow() {}

    static Term key(String documentId) {
        return new Term(Fields.HEAD_ID, documentId);
    }

    static Document of(Head head) {
        Document row = new Document();
        row.add(new StringField(Fields.KIND, Fields.IS_HEAD.text(), Field.Store.NO));
        row.add(new StringField(Fields.HEAD_ID, head.documentId(), Field.Store.NO));
        row.add(new StoredField(Fields.ROW, bytes(head)));
        return row;
    }

    private static BytesRef bytes(Head head) {
        RowOutput out = new RowOutput()
                .text(head.documentId())
                .integer(head.sequence())
                .optionalInteger(head.version())
                .integer(head.origin().partition())
                .integer(head.origin().offset())
                .text(head.origin().eventId())
                .instant(head.origin().occurredAt())
                .instant(head.origin().publishedAt())
                .metadata(head.metadata())
                .integer(head.chunkCount())
                .integer(head.removed().size());
        head.removed().forEach(out::id);
        out.flag(head.deleted());
        failure(out, head.failure());
        return out.instant(head.indexedAt()).bytes();
    }

    private static void failure(RowOutput out, Head.@Nullable Failure failure) {
        out.flag(failure != null);
        if (failure != null) {
            out.text(failure.code()).text(failure.message()).instant(failure.since());
        }
    }

    static Head head(BytesRef bytes) throws IOException {
        RowInput in = new RowInput(bytes);
        return new Head(
                in.text(),
                in.integer(),
                in.optionalInteger(),
                new Head.Origin(in.smallInteger(), in.integer(), in.text(), in.instant(), in.instant()),
                in.metadata(),
                in.smallInteger(),
                removed(in),
                in.flag(),
                in.flag() ? new Head.Failure(in.text(), in.text(), in.instant()) : null,
                in.instant());
    }

    private static Set<UUID> removed(RowInput in) throws IOException {
        int size = in.smallInteger();
        Set<UUID> removed = new HashSet<>();
        for (int i = 0; i < size; i++) {
            removed.add(in.id());
        }
        return removed;
    }
}
