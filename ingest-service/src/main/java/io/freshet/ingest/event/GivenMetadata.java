package io.freshet.ingest.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Metadata as it is given in a JSON object. */
public final class GivenMetadata {

    private static final String ALONE = "/metadata";

    private final ObjectNode given;
    private final Fields members;

    GivenMetadata(ObjectNode given, String at, Findings findings) {
        this.given = given;
        this.members = new Fields(given, at, findings);
        members.refuseOthersThan(MetadataRules.FIELDS, "metadata");
    }

    /**
     * What was found in a text.
     *
     * @param value complete only when there are no problems
     * @param problems with the pointers they have in an event; the bounds of metadata are not looked at
     */
    public record Reading<T>(T value, List<EventProblem> problems) {}

    /** Reads the metadata of an upsert that comes as a text of its own. */
    public static Reading<Metadata> complete(byte[] text) {
        return read(text, GivenMetadata::complete);
    }

    /** Reads a patch that comes as a text of its own. */
    public static Reading<MetadataPatch> patch(byte[] text) {
        return read(text, GivenMetadata::patch);
    }

    private static <T> Reading<T> read(byte[] text, Function<GivenMetadata, T> form) {
        Findings findings = new Findings();
        ObjectNode object = object(text, findings);
        T value = form.apply(new GivenMetadata(object, ALONE, findings));
        return new Reading<>(value, findings.all());
    }

    private static ObjectNode object(byte[] text, Findings findings) {
        try {
            if (JsonText.tree(text) instanceof ObjectNode object) {
                return object;
            }
            findings.add(ALONE, "must be an object");
        } catch (IOException e) {
            findings.add(JsonText.problem(ALONE, e));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    Metadata complete() {
        List<String> tags = members.texts("tags", MetadataRules.MOST_TAGS);
        List<String> readers = members.texts("readers", MetadataRules.MOST_READERS);
        Map<String, String> attributes = members.pairs("attributes", MetadataRules.MOST_ATTRIBUTES);
        return Metadata.newBuilder()
                .setTitle(members.text("title"))
                .setUri(members.text("uri"))
                .setSource(members.text("source"))
                .setLanguage(members.text("language"))
                .setTags(tags == null ? List.of() : tags)
                .setReaders(readers == null ? List.of() : readers)
                .setAttributes(attributes == null ? Map.of() : attributes)
                .setModifiedAt(members.time("modifiedAt"))
                .build();
    }

    /** As JSON merge patches have it: null clears a field, and what is absent stays. */
    MetadataPatch patch() {
        List<String> cleared = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            if (member.getValue().isNull() && MetadataRules.FIELDS.contains(member.getKey())) {
                cleared.add(member.getKey());
            }
        }
        Map<String, String> attributes = members.pairs("attributes", MetadataRules.MOST_ATTRIBUTES);
        return MetadataPatch.newBuilder()
                .setTitle(members.text("title"))
                .setUri(members.text("uri"))
                .setSource(members.text("source"))
                .setLanguage(members.text("language"))
                .setTags(members.texts("tags", MetadataRules.MOST_TAGS))
                .setReaders(members.texts("readers", MetadataRules.MOST_READERS))
                .setAttributes(attributes == null ? null : new LinkedHashMap<>(attributes))
                .setModifiedAt(members.time("modifiedAt"))
                .setClear(cleared)
                .build();
    }
}
