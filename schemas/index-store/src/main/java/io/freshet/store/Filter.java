package io.freshet.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which chunks may be found, by the metadata stored with them. */
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

    /** The field has one of the values. */
    record AnyOf(Field field, List<String> values) implements Filter {
        public AnyOf {
            values = List.copyOf(values);
        }
    }

    /** The attribute has exactly this value. */
    record Attribute(String name, String value) implements Filter {}

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
