package io.freshet.testkit;

import io.freshet.store.Chunk;
import io.freshet.store.Filter;
import io.freshet.store.Metadata;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each {@link Filter} means, as plainly as it can be said. */
final class FilterModel {
    private FilterModel() {}

    static boolean matches(Filter filter, Chunk chunk) {
        if (filter instanceof Filter.And and) {
            return and.filters().stream().allMatch(part -> matches(part, chunk));
        } else if (filter instanceof Filter.Or or) {
            return or.filters().stream().anyMatch(part -> matches(part, chunk));
        } else if (filter instanceof Filter.Not not) {
            return !matches(not.filter(), chunk);
        }
        return filter instanceof Filter.All || matchesValues(filter, chunk);
    }

    private static boolean matchesValues(Filter filter, Chunk chunk) {
        Metadata metadata = chunk.metadata();
        if (filter instanceof Filter.AnyOf anyOf) {
            return values(anyOf.field(), chunk).stream().anyMatch(anyOf.values()::contains);
        } else if (filter instanceof Filter.AllOf allOf) {
            return values(allOf.field(), chunk).containsAll(allOf.values());
        } else if (filter instanceof Filter.Prefix prefix) {
            return values(prefix.field(), chunk).stream().anyMatch(value -> value.startsWith(prefix.prefix()));
        } else if (filter instanceof Filter.Modified modified) {
            return within(metadata.modifiedAt(), modified);
        } else if (filter instanceof Filter.ReadableBy by) {
            return metadata.readers().isEmpty() || metadata.readers().stream().anyMatch(by.principals()::contains);
        }
        return matchesAttribute(filter, metadata);
    }

    private static boolean matchesAttribute(Filter filter, Metadata metadata) {
        if (filter instanceof Filter.Attribute attribute) {
            return attribute.value().equals(metadata.attributes().get(attribute.name()));
        } else if (filter instanceof Filter.AttributeAnyOf anyOf) {
            String value = metadata.attributes().get(anyOf.name());
            return value != null && anyOf.values().contains(value);
        } else if (filter instanceof Filter.AttributePrefix prefix) {
            String value = metadata.attributes().get(prefix.name());
            return value != null && value.startsWith(prefix.prefix());
        }
        throw new IllegalArgumentException("there is no meaning yet for " + filter);
    }

    private static boolean within(@Nullable Instant moment, Filter.Modified bounds) {
        return moment != null
                && (bounds.from() == null || !moment.isBefore(bounds.from()))
                && (bounds.to() == null || !moment.isAfter(bounds.to()));
    }

    private static List<String> values(Filter.Field field, Chunk chunk) {
        Metadata metadata = chunk.metadata();
        return switch (field) {
            case DOCUMENT_ID -> List.of(chunk.documentId());
            case SOURCE -> Stream.ofNullable(metadata.source()).toList();
            case LANGUAGE -> Stream.ofNullable(metadata.language()).toList();
            case MEDIA_TYPE -> Stream.ofNullable(metadata.mediaType()).toList();
            case TAGS -> metadata.tags();
            case READERS -> metadata.readers();
        };
    }
}
