package io.freshet.ingest.event;

import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bounds of metadata: far beyond what documents have, and near enough that no index chokes on one. */
final class MetadataRules {

    static final List<String> FIELDS =
            List.of("title", "uri", "source", "language", "tags", "readers", "attributes", "modifiedAt");

    private static final String AT = "/metadata";
    private static final int LONGEST_TITLE = 4096;
    private static final int LONGEST_URI = 8192;
    private static final int LONGEST_SOURCE = 512;
    private static final int LONGEST_LANGUAGE = 64;
    static final int MOST_TAGS = 1000;
    static final int MOST_READERS = 1000;
    private static final int LONGEST_LABEL = 512;
    static final int MOST_ATTRIBUTES = 200;
    private static final int LONGEST_VALUE = 8192;

    private MetadataRules() {}

    static void complete(Metadata metadata, Findings findings) {
        texts(metadata.getTitle(), metadata.getUri(), metadata.getSource(), metadata.getLanguage(), findings);
        labels("tags", metadata.getTags(), MOST_TAGS, findings);
        labels("readers", metadata.getReaders(), MOST_READERS, findings);
        attributes(metadata.getAttributes(), findings);
    }

    static void patch(MetadataPatch patch, Findings findings) {
        texts(patch.getTitle(), patch.getUri(), patch.getSource(), patch.getLanguage(), findings);
        labels("tags", patch.getTags(), MOST_TAGS, findings);
        labels("readers", patch.getReaders(), MOST_READERS, findings);
        attributes(patch.getAttributes(), findings);
        cleared(patch, findings);
    }

    private static void texts(
            @Nullable String title,
            @Nullable String uri,
            @Nullable String source,
            @Nullable String language,
            Findings findings) {
        findings.length(AT + "/title", title, LONGEST_TITLE);
        findings.length(AT + "/uri", uri, LONGEST_URI);
        findings.length(AT + "/source", source, LONGEST_SOURCE);
        findings.length(AT + "/language", language, LONGEST_LANGUAGE);
    }

    private static void labels(String name, @Nullable List<String> labels, int most, Findings findings) {
        if (labels == null) {
            return;
        }
        if (labels.size() > most) {
            findings.add(
                    AT + Pointer.of(name), "has " + labels.size() + " entries or more, at most " + most + " are taken");
            return;
        }
        for (int i = 0; i < labels.size(); i++) {
            findings.present(AT + Pointer.of(name, i), labels.get(i), LONGEST_LABEL);
        }
    }

    private static void attributes(@Nullable Map<String, String> attributes, Findings findings) {
        if (attributes == null) {
            return;
        }
        if (attributes.size() > MOST_ATTRIBUTES) {
            findings.add(
                    AT + "/attributes",
                    "has " + attributes.size() + " entries or more, at most " + MOST_ATTRIBUTES + " are taken");
            return;
        }
        attributes.forEach((key, value) -> {
            String place = AT + Pointer.of("attributes", key);
            if (key.isBlank() || key.length() > LONGEST_LABEL) {
                findings.add(place, "is the key of an attribute, which has 1 to " + LONGEST_LABEL + " characters");
            }
            findings.length(place, value, LONGEST_VALUE);
        });
    }

    private static void cleared(MetadataPatch patch, Findings findings) {
        for (String name : patch.getClear()) {
            if (!FIELDS.contains(name)) {
                findings.add("/clear", "names a field to clear that metadata does not have; there are " + FIELDS);
            } else if (given(patch, name) != null) {
                findings.add(AT + Pointer.of(name), "is both set and cleared");
            }
        }
    }

    private static @Nullable Object given(MetadataPatch patch, String name) {
        return switch (name) {
            case "title" -> patch.getTitle();
            case "uri" -> patch.getUri();
            case "source" -> patch.getSource();
            case "language" -> patch.getLanguage();
            case "tags" -> patch.getTags();
            case "readers" -> patch.getReaders();
            case "attributes" -> patch.getAttributes();
            default -> patch.getModifiedAt();
        };
    }
}
