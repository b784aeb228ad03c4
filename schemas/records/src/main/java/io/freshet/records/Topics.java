package io.freshet.records;

import static io.freshet.records.CleanUp.COMPACT;
import static io.freshet.records.CleanUp.DELETE;
import static io.freshet.records.SubjectStrategy.TOPIC_NAME;
import static io.freshet.records.SubjectStrategy.TOPIC_RECORD_NAME;

import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Every topic of the pipeline: name, type, partitions, clean-up and owner in one place. */
public final class Topics {
    /** The prefix unless configured otherwise. */
    public static final String DEFAULT_PREFIX = "freshet.";

    /** The number of partitions unless configured otherwise. */
    public static final int DEFAULT_PARTITIONS = 12;

    /** The lineage of an index that was never migrated. */
    public static final int FIRST_LINEAGE = 1;

    private static final int MIB = 1024 * 1024;
    // Documents of up to 16 MiB travel inside their event; the rest is room for what surrounds them.
    private static final int WITH_CONTENT = 18 * MIB;
    // A head lists the ids of all chunks that a change retired.
    private static final int WITHOUT_CONTENT = 4 * MIB;
    // A consumer that was away for longer than this may miss that something was deleted.
    private static final Duration TOMBSTONES = Duration.ofDays(7);

    private final String prefix;
    private final int partitions;
    private final Topic<DocumentEvent> documents;
    private final Topic<ExtractedDocument> extracted;
    private final Topic<SpecificRecord> indexChanges;
    private final Topic<DeadLetter> deadLetters;

    /** Names the topics with the given prefix, such as {@code "freshet."}, all with the same number of partitions. */
    public Topics(String prefix, int partitions) {
        this(prefix, partitions, FIRST_LINEAGE);
    }

    private Topics(String prefix, int partitions, int lineage) {
        this.prefix = prefix;
        this.partitions = partitions;
        this.documents = new Topic<>(
                prefix + "documents",
                DocumentEvent.class,
                partitions,
                DELETE,
                Duration.ofDays(7),
                "upstream",
                WITH_CONTENT,
                "producer",
                TOPIC_NAME);
        this.extracted = new Topic<>(
                prefix + "extracted",
                ExtractedDocument.class,
                partitions,
                COMPACT,
                TOMBSTONES,
                "ingest-service",
                WITH_CONTENT,
                "zstd",
                TOPIC_NAME);
        this.indexChanges = new Topic<>(
                prefix + "index-changes" + suffix(lineage),
                SpecificRecord.class,
                partitions,
                COMPACT,
                TOMBSTONES,
                "index-service",
                WITHOUT_CONTENT,
                "producer",
                TOPIC_RECORD_NAME);
        this.deadLetters = new Topic<>(
                prefix + "dead-letters",
                DeadLetter.class,
                partitions,
                DELETE,
                Duration.ofDays(30),
                "each stage",
                WITH_CONTENT,
                "producer",
                TOPIC_NAME);
    }

    /**
     * Returns the same topics with the changes of another lineage: a migration writes beside what it replaces. The first
     * lineage has no suffix.
     */
    public Topics ofLineage(int lineage) {
        return new Topics(prefix, partitions, lineage);
    }

    static String suffix(int lineage) {
        return lineage == FIRST_LINEAGE ? "" : "-" + lineage;
    }

    /** Document changes as sources publish them; key {@link DocumentKey}. */
    public Topic<DocumentEvent> documents() {
        return documents;
    }

    /** Text and structure of documents; key {@link DocumentKey}. */
    public Topic<ExtractedDocument> extracted() {
        return extracted;
    }

    /** Changes of the index, {@link ChunkPut} or {@link HeadPut}, null to remove; key {@link IndexKey}. */
    public Topic<SpecificRecord> indexChanges() {
        return indexChanges;
    }

    /** Records that a stage gave up; key {@link DocumentKey} where known. */
    public Topic<DeadLetter> deadLetters() {
        return deadLetters;
    }

    /** Returns the registry's subjects of the values of all topics. */
    public List<String> subjects() {
        return List.of(
                subject(documents, DocumentEvent.getClassSchema()),
                subject(extracted, ExtractedDocument.getClassSchema()),
                subject(indexChanges, ChunkPut.getClassSchema()),
                subject(indexChanges, HeadPut.getClassSchema()),
                subject(deadLetters, DeadLetter.getClassSchema()));
    }

    private static String subject(Topic<?> topic, Schema value) {
        return topic.subjectStrategy().subject(topic.name(), false, value.getFullName());
    }

    /** Returns all topics, in the order of the stream. */
    public List<Topic<?>> all() {
        return List.of(documents, extracted, indexChanges, deadLetters);
    }
}
