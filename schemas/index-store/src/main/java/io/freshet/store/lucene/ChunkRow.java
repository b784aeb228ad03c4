package io.freshet.store.lucene;

import io.freshet.store.Chunk;
import io.freshet.store.Filter;
import io.freshet.store.Metadata;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A {@link Chunk} as a row: its words, its vector, all that it is filtered by, and itself. */
final class ChunkRow {
    private static final FieldType WORDS = wordsType();

    private ChunkRow() {}

    static Term key(UUID id) {
        return new Term(Fields.CHUNK_ID, Fields.idBytes(id));
    }

    /**
     * The row of a chunk.
     *
     * @param vector of unit length
     */
    static Document of(Chunk chunk, float[] vector) {
        BytesRef id = Fields.idBytes(chunk.id());
        Document row = new Document();
        row.add(new StringField(Fields.KIND, Fields.IS_CHUNK.text(), Field.Store.NO));
        row.add(new StringField(Fields.CHUNK_ID, id, Field.Store.NO));
        row.add(new SortedDocValuesField(Fields.CHUNK_ID, id));
        row.add(new SortedDocValuesField(Fields.ORDER, new BytesRef(chunk.order())));
        row.add(new NumericDocValuesField(Fields.SINCE, chunk.since()));
        row.add(new Field(Fields.WORDS, new WordStream(chunk.textInContext()), WORDS));
        row.add(new KnnFloatVectorField(Fields.VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        row.add(new StoredField(Fields.ROW, bytes(chunk)));
        exact(row, Filter.Field.DOCUMENT_ID, chunk.documentId());
        if (chunk.parent() != null) {
            row.add(new StringField(Fields.PARENT, Fields.idBytes(chunk.parent()), Field.Store.NO));
        }
        addMetadata(row, chunk.metadata());
        return row;
    }

    private static void addMetadata(Document row, Metadata metadata) {
        exact(row, Filter.Field.SOURCE, metadata.source());
        exact(row, Filter.Field.LANGUAGE, metadata.language());
        exact(row, Filter.Field.MEDIA_TYPE, metadata.mediaType());
        metadata.tags().forEach(tag -> exact(row, Filter.Field.TAGS, tag));
        metadata.readers().forEach(reader -> exact(row, Filter.Field.READERS, reader));
        if (metadata.readers().isEmpty()) {
            row.add(new StringField(Fields.FOR_EVERYBODY.field(), Fields.FOR_EVERYBODY.text(), Field.Store.NO));
        }
        metadata.attributes()
                .forEach((name, value) ->
                        row.add(new StringField(Fields.ATTRIBUTE, Fields.attribute(name, value), Field.Store.NO)));
        if (metadata.modifiedAt() != null) {
            row.add(new LongPoint(Fields.MODIFIED, Fields.micros(metadata.modifiedAt())));
        }
    }

    private static void exact(Document row, Filter.Field field, @Nullable String value) {
        if (value != null) {
            row.add(new StringField(Fields.nameOf(field), value, Field.Store.NO));
        }
    }

    private static BytesRef bytes(Chunk chunk) {
        return new RowOutput()
                .id(chunk.id())
                .text(chunk.documentId())
                .text(chunk.text())
                .texts(chunk.headingPath())
                .optionalInteger(chunk.page())
                .text(chunk.order())
                .metadata(chunk.metadata())
                .integer(chunk.since())
                .optionalId(chunk.parent())
                .bytes();
    }

    static Chunk chunk(BytesRef bytes) throws IOException {
        RowInput in = new RowInput(bytes);
        UUID id = in.id();
        String documentId = in.text();
        String text = in.text();
        List<String> headingPath = in.texts();
        Integer page = in.optionalSmallInteger();
        String order = in.text();
        Metadata metadata = in.metadata();
        long since = in.integer();
        // Rows of the first builds end here.
        UUID parent = in.hasMore() ? in.optionalId() : null;
        return new Chunk(id, documentId, text, headingPath, page, order, parent, metadata, since);
    }

    private static FieldType wordsType() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }
}
