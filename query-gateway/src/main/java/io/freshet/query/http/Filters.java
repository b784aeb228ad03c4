package io.freshet.query.http;

import io.freshet.store.Filter;
import io.freshet.store.Filter.AnyOf;
import io.freshet.store.Filter.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the filter of a search: conditions that all hold, and conditions that do not. */
final class Filters {
    private static final Map<String, Field> BY_VALUE = new TreeMap<>(Map.of(
            "tags", Field.TAGS,
            "source", Field.SOURCE,
            "language", Field.LANGUAGE,
            "mediaType", Field.MEDIA_TYPE,
            "documentIds", Field.DOCUMENT_ID));
    private static final Set<String> CONDITIONS =
            with(BY_VALUE.keySet(), "attributes", "modifiedAfter", "modifiedBefore");
    private static final Set<String> FIELDS = with(CONDITIONS, "not");

    private Filters() {}

    static Filter read(Strict request, String field) {
        Strict filter = request.object(field, FIELDS);
        if (filter == null) {
            return Filter.ALL;
        }
        List<Filter> all = conditions(filter);
        Strict not = filter.object("not", CONDITIONS);
        if (not != null) {
            if (not.isEmpty()) {
                throw filter.wrong("not", "must hold at least one condition");
            }
            all.add(new Filter.Not(together(conditions(not))));
        }
        return together(all);
    }

    private static List<Filter> conditions(Strict filter) {
        List<Filter> all = new ArrayList<>();
        BY_VALUE.forEach((name, field) -> {
            List<String> values = filter.texts(name, 1);
            if (!values.isEmpty()) {
                all.add(new AnyOf(field, values));
            }
        });
        filter.textMap("attributes").forEach((name, value) -> all.add(new Filter.Attribute(name, value)));
        @Nullable Instant from = filter.moment("modifiedAfter");
        @Nullable Instant to = filter.moment("modifiedBefore");
        if (from != null || to != null) {
            all.add(new Filter.Modified(from, to));
        }
        return all;
    }

    private static Filter together(List<Filter> all) {
        return switch (all.size()) {
            case 0 -> Filter.ALL;
            case 1 -> all.get(0);
            default -> new Filter.And(all);
        };
    }

    private static Set<String> with(Set<String> fields, String... more) {
        Set<String> all = new TreeSet<>(fields);
        all.addAll(List.of(more));
        return all;
    }
}
