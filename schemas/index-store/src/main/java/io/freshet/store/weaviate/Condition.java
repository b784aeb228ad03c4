package io.freshet.store.weaviate;

import io.freshet.store.Filter;
import io.weaviate.client6.v1.api.collections.query.FilterOperand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Filter} in Weaviate's words. "Everything" and "nothing" have none there, so they are resolved beforehand: an
 * empty combination would be sent as no filter at all.
 *
 * @param filter null for everything and for nothing
 */
record Condition(boolean matchesNothing, io.weaviate.client6.v1.api.collections.query.@Nullable Filter filter) {
    private static final Condition EVERYTHING = new Condition(false, null);
    private static final Condition NOTHING = new Condition(true, null);

    private boolean matchesEverything() {
        return !matchesNothing && filter == null;
    }

    static Condition of(Filter filter) {
        if (filter instanceof Filter.And and) {
            return and(and.filters().stream().map(Condition::of).toList());
        } else if (filter instanceof Filter.Or or) {
            return or(or.filters().stream().map(Condition::of).toList());
        } else if (filter instanceof Filter.Not not) {
            return not(of(not.filter()));
        } else if (filter instanceof Filter.AnyOf anyOf) {
            return anyOf(Fields.nameOf(anyOf.field()), anyOf.values());
        } else if (filter instanceof Filter.AllOf allOf) {
            return allOf(Fields.nameOf(allOf.field()), allOf.values());
        } else if (filter instanceof Filter.Prefix prefix) {
            return like(Fields.nameOf(prefix.field()), Exact.patterns(prefix.prefix()));
        } else if (filter instanceof Filter.Modified modified) {
            return modified(modified);
        } else if (filter instanceof Filter.ReadableBy readableBy) {
            return or(
                    List.of(some(property(Fields.EVERYBODY).eq(true)), anyOf(Fields.READERS, readableBy.principals())));
        } else if (filter instanceof Filter.All) {
            return EVERYTHING;
        }
        return ofAttribute(filter);
    }

    private static Condition ofAttribute(Filter filter) {
        if (filter instanceof Filter.Attribute attribute) {
            return attribute(attribute.name(), List.of(attribute.value()));
        } else if (filter instanceof Filter.AttributeAnyOf anyOf) {
            return attribute(anyOf.name(), anyOf.values());
        } else if (filter instanceof Filter.AttributePrefix prefix) {
            return like(Fields.ATTRIBUTES, Exact.pairPatterns(prefix.name(), prefix.prefix()));
        }
        throw new IllegalArgumentException("cannot filter by " + filter);
    }

    private static Condition and(List<Condition> conditions) {
        if (conditions.stream().anyMatch(Condition::matchesNothing)) {
            return NOTHING;
        }
        List<FilterOperand> filters = filters(conditions);
        if (filters.isEmpty()) {
            return EVERYTHING;
        }
        return some(io.weaviate.client6.v1.api.collections.query.Filter.and(filters));
    }

    private static Condition or(List<Condition> conditions) {
        if (conditions.stream().anyMatch(Condition::matchesEverything)) {
            return EVERYTHING;
        }
        List<FilterOperand> filters = filters(conditions);
        if (filters.isEmpty()) {
            return NOTHING;
        }
        return some(io.weaviate.client6.v1.api.collections.query.Filter.or(filters));
    }

    private static Condition not(Condition condition) {
        if (condition.filter == null) {
            return condition.matchesNothing ? EVERYTHING : NOTHING;
        }
        return some(io.weaviate.client6.v1.api.collections.query.Filter.not(condition.filter));
    }

    private static Condition anyOf(String field, List<String> values) {
        return anyOfStored(field, values.stream().map(Exact::stored).toList());
    }

    private static Condition attribute(String name, List<String> values) {
        return anyOfStored(
                Fields.ATTRIBUTES,
                values.stream().map(value -> Exact.storedPair(name, value)).toList());
    }

    private static Condition anyOfStored(String field, List<String> values) {
        return values.isEmpty() ? NOTHING : some(property(field).containsAny(values));
    }

    private static Condition allOf(String field, List<String> values) {
        if (values.isEmpty()) {
            return EVERYTHING;
        }
        return some(property(field)
                .containsAll(values.stream().distinct().map(Exact::stored).toList()));
    }

    private static Condition like(String field, List<String> patterns) {
        return or(patterns.stream()
                .map(pattern -> some(property(field).like(pattern)))
                .toList());
    }

    private static Condition modified(Filter.Modified modified) {
        List<Condition> bounds = new ArrayList<>();
        bounds.add(some(property(Fields.MODIFIED_AT)
                .gte(Dates.comparable(modified.from() == null ? Dates.FIRST : modified.from()))));
        if (modified.to() != null) {
            bounds.add(some(property(Fields.MODIFIED_AT).lte(Dates.comparable(modified.to()))));
        }
        return and(bounds);
    }

    private static Condition some(io.weaviate.client6.v1.api.collections.query.Filter filter) {
        return new Condition(false, filter);
    }

    private static io.weaviate.client6.v1.api.collections.query.Filter.FilterBuilder property(String name) {
        return io.weaviate.client6.v1.api.collections.query.Filter.property(name);
    }

    private static List<FilterOperand> filters(List<Condition> conditions) {
        List<FilterOperand> filters = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.filter != null) {
                filters.add(condition.filter);
            }
        }
        return filters;
    }
}
