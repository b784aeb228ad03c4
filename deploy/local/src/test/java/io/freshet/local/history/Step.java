package io.freshet.local.history;

import io.freshet.records.DocumentEvent;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import io.freshet.testkit.Events;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of one document at its source.
 *
 * @param version null for a document whose source does not number its changes
 */
record Step(String documentId, @Nullable Long version, Instant occurredAt, String eventId, Change change) {

    private static final String UNREADABLE = "\0".repeat(800);

    /** What happens to a document. */
    sealed interface Change {

        /** It has this text and this metadata from now on. */
        record Written(String title, List<String> tags, List<String> readers, List<Section> sections)
                implements Change {}

        /** It has content that nobody can read. */
        record Broken() implements Change {}

        /** What is null stays as it is. */
        record Patched(
                @Nullable String title,
                @Nullable List<String> tags,
                @Nullable List<String> readers) implements Change {}

        /** It is gone. */
        record Removed() implements Change {}
    }

    /** A heading and a paragraph. */
    record Section(String heading, String text) {}

    /** Whether nothing of what was before matters after it. */
    boolean isComplete() {
        return change instanceof Change.Written || change instanceof Change.Removed;
    }

    DocumentEvent event(String tenant) {
        Events event = unaddressed().tenant(tenant).eventId(eventId).occurredAt(occurredAt);
        return (version == null ? event : event.version(version)).build();
    }

    private Events unaddressed() {
        if (change instanceof Change.Written written) {
            return Events.upsert(documentId, upsert(written));
        }
        if (change instanceof Change.Patched patched) {
            return Events.patch(documentId, patch(patched));
        }
        return change instanceof Change.Broken ? Events.upsert(documentId, UNREADABLE) : Events.delete(documentId);
    }

    private static Upsert upsert(Change.Written written) {
        StringBuilder markdown = new StringBuilder();
        for (Section section : written.sections()) {
            markdown.append("# ").append(section.heading()).append("\n\n");
            markdown.append(section.text()).append("\n\n");
        }
        Metadata metadata = Metadata.newBuilder()
                .setTitle(written.title())
                .setLanguage("en")
                .setTags(written.tags())
                .setReaders(written.readers())
                .build();
        return Upsert.newBuilder()
                .setContent(ByteBuffer.wrap(markdown.toString().getBytes(StandardCharsets.UTF_8)))
                .setContentType("text/markdown")
                .setFileName("page.md")
                .setMetadata(metadata)
                .build();
    }

    private static MetadataPatch patch(Change.Patched patched) {
        return MetadataPatch.newBuilder()
                .setTitle(patched.title())
                .setTags(patched.tags())
                .setReaders(patched.readers())
                .build();
    }
}
