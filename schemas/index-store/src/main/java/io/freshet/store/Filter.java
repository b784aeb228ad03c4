package io.freshet.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which chunks may be found, by the metadata stored with them.
 *
 * <p>Values are compared whole and exactly, code point by code point: what differs in case or in white space differs, and
 * no character means another one. A chunk without a value matches none.
 */
public sealed interface Filter {

    /** A field of {@link Metadata} that can be filtered by, or the document id. */
    enum Field {
        DOCUMENT_ID,
        SOURCE,
        LANGUAGE,
        MEDIA_TYPE,
        TAGS,
        READERS
    }

    /** Matches everything. */
    record All() implements Filter {}

    record And(List<Filter> filters) implements Filter {
        public And {
            filters = List.copyOf(filters);
        }
    }

    record Or(List<Filter> filters) implements Filter {
        public Or {
            filters = List.copyOf(filters);
        }
    }

    record Not(Filter filter) implements Filter {}

    /** The field has one of the values; of no values it has none. */
    record AnyOf(Field field, List<String> values) implements Filter {
        public AnyOf {
            values = List.copyOf(values);
        }
    }

    /** The field has each of the values; of no values it has each, so that everything matches. */
    record AllOf(Field field, List<String> values) implements Filter {
        public AllOf {
            values = List.copyOf(values);
        }
    }

    /** The field has a value that begins like this; any value begins with the empty prefix. */
    record Prefix(Field field, String prefix) implements Filter {}

    /** The attribute has exactly this value. */
    record Attribute(String name, String value) implements Filter {}

    /** The attribute has one of the values; of no values it has none. */
    record AttributeAnyOf(String name, List<String> values) implements Filter {
        public AttributeAnyOf {
            values = List.copyOf(values);
        }
    }

    /** The attribute has a value that begins like this; any value begins with the empty prefix. */
    record AttributePrefix(String name, String prefix) implements Filter {}

    /** Modified within the bounds, both inclusive; null is open. Chunks without a date do not match. */
    record Modified(@Nullable Instant from, @Nullable Instant to) implements Filter {}

    /** Readable by everybody in the tenant, or by one of these principals. */
    record ReadableBy(List<String> principals) implements Filter {
        public ReadableBy {
            principals = List.copyOf(principals);
        }
    }

    Filter ALL = new All();
}
