package io.freshet.local.lint;

import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what the contract allows and nobody is likely to mean. Events are looked at in the order they would be sent. */
final class Suspicions {

    private static final Instant LONG_AGO = Instant.parse("1990-01-01T00:00:00Z");
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final Set<String> NAMED_TYPES = Set.of("text/markdown", "text/x-markdown", "text/csv");

    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, PlacedEvent> ids = new HashMap<>();
    private final List<Place> open = new ArrayList<>();
    private int restricted;

    Suspicions(Instant now) {
        this.now = now;
    }

    void look(PlacedEvent event) {
        id("/documentId", "documentId", event.documentId(), event.place());
        id("/eventId", "eventId", event.eventId(), event.place());
        version(event);
        repetition(event);
        time(event);
        if (event.change() instanceof Upsert upsert) {
            upsert(upsert, event.place());
        } else if (event.change() instanceof MetadataPatch patch) {
            language(patch.getLanguage(), event.place());
            address(patch.getUri(), event.place());
        }
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        if (restricted > 0) {
            for (Place place : open) {
                all.add(place.warning(
                        "/metadata/readers",
                        "readers is empty, so everybody in the tenant may read the document; " + restricted
                                + " others have some"));
            }
        }
        return all;
    }

    private void id(String field, String name, @Nullable String id, Place place) {
        if (id == null) {
            return;
        }
        if (!id.equals(id.strip())) {
            findings.add(place.warning(field, name + " begins or ends with a space"));
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            findings.add(place.warning(field, name + " has control characters"));
        }
        if (!Normalizer.isNormalized(id, Normalizer.Form.NFC)) {
            findings.add(place.warning(
                    field, name + " is not in Unicode's form NFC; the same text in that form is another id"));
        }
    }

    private void version(PlacedEvent event) {
        Long before = versions.get(event.document());
        Long version = event.version();
        if (version == null) {
            if (before != null) {
                findings.add(event.place()
                        .warning("/version", "version is missing, although the document had " + before + " before"));
            }
            return;
        }
        if (before != null && version < before) {
            findings.add(event.place()
                    .warning(
                            "/version",
                            "version falls from " + before + " to " + version + ", so the event would be superseded"));
        }
        versions.merge(event.document(), version, Math::max);
    }

    private void repetition(PlacedEvent event) {
        if (event.eventId() == null) {
            return;
        }
        PlacedEvent before = ids.putIfAbsent(event.eventId(), event);
        if (before != null && !event.repeats(before)) {
            findings.add(event.place()
                    .warning("/eventId", "eventId is that of an earlier event, which says something else"));
        }
    }

    private void time(PlacedEvent event) {
        Instant time = event.occurredAt();
        if (time != null && time.isBefore(LONG_AGO)) {
            findings.add(event.place()
                    .warning("/occurredAt", "occurredAt is before 1990; perhaps seconds were taken for milliseconds"));
        } else if (time != null && time.isAfter(now.plus(CLOCKS_DIFFER))) {
            findings.add(event.place().warning("/occurredAt", "occurredAt is in the future"));
        }
    }

    private void upsert(Upsert upsert, Place place) {
        if (upsert.getMetadata().getReaders().isEmpty()) {
            open.add(place);
        } else {
            restricted++;
        }
        name(upsert, place);
        language(upsert.getMetadata().getLanguage(), place);
        address(upsert.getMetadata().getUri(), place);
    }

    private void name(Upsert upsert, Place place) {
        String type = upsert.getContentType();
        String name = upsert.getFileName();
        boolean needed = type != null
                && NAMED_TYPES.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        if (needed && (name == null || name.lastIndexOf('.') <= 0)) {
            findings.add(place.warning(
                    "/fileName",
                    "fileName has no extension, by which Markdown and CSV are told apart from other text"));
        }
    }

    private void language(@Nullable String language, Place place) {
        if (language != null && Locale.forLanguageTag(language).getLanguage().isEmpty()) {
            findings.add(place.warning("/metadata/language", "language is not a tag such as en or de-CH"));
        }
    }

    private void address(@Nullable String uri, Place place) {
        if (uri != null && !uri.matches("(?i)https?://.+")) {
            findings.add(place.warning("/metadata/uri", "uri is not an address that a reader can open"));
        }
    }
}
