package io.freshet.ingest.event;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.records.Delete;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what happened to a document from the fields of a JSON object. Bytes that need no decoding may stand as a binary node
 * where base64 is expected.
 */
final class GivenChange {

    static final List<String> KINDS = List.of("upsert", "patch", "delete");

    /** Fields that say what happened. */
    static final List<String> FIELDS =
            List.of("content", "contentBase64", "contentUri", "contentType", "fileName", "metadata", "reason");

    private static final List<String> OF_A_FILE =
            List.of("content", "contentBase64", "contentUri", "contentType", "fileName");
    private static final Pattern OTHER_CHARSET = Pattern.compile("(?i).*;\\s*charset\\s*=\\s*\"?(?!utf-?8\\b)[^;]*");
    private static final Metadata NONE = Metadata.newBuilder().build();

    private final ObjectNode object;
    private final String at;
    private final long largest;
    private final Findings findings;
    private final Fields fields;

    GivenChange(ObjectNode object, String at, long largest, Findings findings) {
        this.object = object;
        this.at = at;
        this.largest = largest;
        this.findings = findings;
        this.fields = new Fields(object, at, findings);
    }

    Object read(String kind, @Nullable String documentId) {
        return switch (kind) {
            case "patch" -> patch();
            case "delete" -> delete();
            default -> upsert(documentId);
        };
    }

    private Upsert upsert(@Nullable String documentId) {
        fields.refuse(Set.of("reason"), "belongs to a delete");
        String name = fields.text("fileName");
        if (name == null && documentId != null) {
            name = FileNames.in(documentId);
        }
        Upsert upsert = new Upsert(content(), fields.text("contentUri"), fields.text("contentType"), name, metadata());
        rules(found -> EventRules.file(upsert, found));
        rules(found -> MetadataRules.complete(upsert.getMetadata(), found));
        return upsert;
    }

    private MetadataPatch patch() {
        fields.refuse(OF_A_FILE, "belongs to an upsert; a patch changes metadata alone");
        fields.refuse(Set.of("reason"), "belongs to a delete");
        ObjectNode given = fields.object("metadata");
        if (!fields.has("metadata")) {
            fields.missing("metadata");
        } else if (given != null && given.isEmpty()) {
            fields.wrong("metadata", "changes nothing");
        }
        MetadataPatch patch =
                metadataIn(given == null ? object.objectNode() : given).patch();
        rules(found -> MetadataRules.patch(patch, found));
        return patch;
    }

    private Delete delete() {
        fields.refuse(OF_A_FILE, "belongs to an upsert; a delete has a reason at most");
        fields.refuse(Set.of("metadata"), "belongs to an upsert or a patch; a delete has a reason at most");
        Delete delete = new Delete(fields.text("reason"));
        findings.length(at + "/reason", delete.getReason(), EventRules.LONGEST_REASON);
        return delete;
    }

    private void rules(java.util.function.Consumer<Findings> rules) {
        Findings found = new Findings();
        rules.accept(found);
        found.all().forEach(problem -> findings.add(problem.below(at)));
    }

    private @Nullable ByteBuffer content() {
        List<String> given = List.of("content", "contentBase64", "contentUri").stream()
                .filter(fields::has)
                .toList();
        if (given.isEmpty()) {
            fields.wrong("content", "is missing; an upsert needs one of content, contentBase64 and contentUri");
        } else if (given.size() > 1) {
            fields.wrong(given.get(1), "is given beside " + given.get(0) + "; an upsert has exactly one of them");
        }
        return fields.has("contentBase64") ? decoded() : encoded();
    }

    private @Nullable ByteBuffer encoded() {
        String text = fields.text("content");
        if (text == null) {
            return null;
        }
        String type = object.path("contentType").asText("");
        if (OTHER_CHARSET.matcher(type).matches()) {
            fields.wrong("contentType", "names a charset, but content is text and becomes UTF-8; use contentBase64");
        }
        return sized("content", text.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable ByteBuffer decoded() {
        if (object.get("contentBase64") instanceof BinaryNode bytes) {
            return sized("contentBase64", bytes.binaryValue());
        }
        String text = fields.text("contentBase64");
        if (text == null) {
            return null;
        }
        try {
            return sized("contentBase64", Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            fields.wrong("contentBase64", "is not base64 (RFC 4648, section 4, without line breaks)");
            return null;
        }
    }

    private @Nullable ByteBuffer sized(String name, byte[] bytes) {
        if (bytes.length == 0) {
            fields.wrong(name, "is empty; a document that is gone is deleted");
        } else if (bytes.length > largest) {
            findings.add(Oversized.content(at + Pointer.of(name), bytes.length, largest));
        }
        return ByteBuffer.wrap(bytes);
    }

    private Metadata metadata() {
        ObjectNode given = fields.object("metadata");
        return given == null ? NONE : metadataIn(given).complete();
    }

    private GivenMetadata metadataIn(ObjectNode given) {
        return new GivenMetadata(given, at + "/metadata", findings);
    }
}
