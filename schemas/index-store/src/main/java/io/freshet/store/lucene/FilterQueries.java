package io.freshet.store.lucene;

import io.freshet.store.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Says a {@link Filter} in Lucene's words. */
final class FilterQueries {
    private static final Query CHUNKS = new TermQuery(Fields.IS_CHUNK);

    private FilterQueries() {}

    static Query of(Filter filter) {
        if (filter instanceof Filter.And and) {
            return and(and.filters());
        } else if (filter instanceof Filter.Or or) {
            return or(or.filters());
        } else if (filter instanceof Filter.Not not) {
            return not(not.filter());
        } else if (filter instanceof Filter.AnyOf anyOf) {
            return anyOf(Fields.nameOf(anyOf.field()), anyOf.values());
        } else if (filter instanceof Filter.AllOf allOf) {
            return allOf(Fields.nameOf(allOf.field()), allOf.values());
        } else if (filter instanceof Filter.Prefix prefix) {
            return prefix(Fields.nameOf(prefix.field()), prefix.prefix());
        } else if (filter instanceof Filter.Modified modified) {
            return modified(modified.from(), modified.to());
        } else if (filter instanceof Filter.ReadableBy readableBy) {
            return readableBy(readableBy.principals());
        } else if (filter instanceof Filter.All) {
            return CHUNKS;
        }
        return ofAttribute(filter);
    }

    private static Query ofAttribute(Filter filter) {
        if (filter instanceof Filter.Attribute attribute) {
            return attribute(attribute.name(), List.of(attribute.value()));
        } else if (filter instanceof Filter.AttributeAnyOf anyOf) {
            return attribute(anyOf.name(), anyOf.values());
        } else if (filter instanceof Filter.AttributePrefix prefix) {
            return prefix(Fields.ATTRIBUTE, Fields.attribute(prefix.name(), prefix.prefix()));
        }
        throw new IllegalArgumentException("cannot filter by " + filter);
    }

    private static Query and(List<Filter> filters) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(CHUNKS, Occur.FILTER);
        filters.forEach(filter -> all.add(of(filter), Occur.FILTER));
        return all.build();
    }

    private static Query or(List<Filter> filters) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        filters.forEach(filter -> any.add(of(filter), Occur.SHOULD));
        return any.build();
    }

    private static Query not(Filter filter) {
        return new BooleanQuery.Builder()
                .add(CHUNKS, Occur.FILTER)
                .add(of(filter), Occur.MUST_NOT)
                .build();
    }

    private static Query anyOf(String field, List<String> values) {
        if (values.isEmpty()) {
            return new MatchNoDocsQuery("none of no values");
        }
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    private static Query allOf(String field, List<String> values) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(CHUNKS, Occur.FILTER);
        Set.copyOf(values).forEach(value -> all.add(new TermQuery(new Term(field, value)), Occur.FILTER));
        return all.build();
    }

    private static Query attribute(String name, List<String> values) {
        return anyOf(
                Fields.ATTRIBUTE,
                values.stream().map(value -> Fields.attribute(name, value)).toList());
    }

    private static Query prefix(String field, String prefix) {
        return new PrefixQuery(new Term(field, prefix));
    }

    private static Query modified(@Nullable Instant from, @Nullable Instant to) {
        long lower = from == null ? Long.MIN_VALUE : Fields.micros(from);
        long upper = to == null ? Long.MAX_VALUE : Fields.micros(to);
        return LongPoint.newRangeQuery(Fields.MODIFIED, lower, upper);
    }

    private static Query readableBy(List<String> principals) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(Fields.FOR_EVERYBODY), Occur.SHOULD)
                .add(anyOf(Fields.nameOf(Filter.Field.READERS), principals), Occur.SHOULD)
                .build();
    }
}
