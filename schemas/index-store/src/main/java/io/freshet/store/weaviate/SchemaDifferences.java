package io.freshet.store.weaviate;

import io.weaviate.client6.v1.api.collections.CollectionConfig;
import io.weaviate.client6.v1.api.collections.Property;
import io.weaviate.client6.v1.api.collections.VectorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a live collection has that was not asked for, or has not that was; in no order, for the client keeps none. How the
 * graph is tuned is no difference: that may change with the settings, and holds for the next generation.
 */
final class SchemaDifferences {
    private final List<String> found = new ArrayList<>();

    private SchemaDifferences() {}

    static List<String> between(CollectionConfig wanted, CollectionConfig live) {
        SchemaDifferences differences = new SchemaDifferences();
        differences.properties(byName(wanted), byName(live));
        differences.vectors(wanted.vectors(), live.vectors());
        differences.tenancy(wanted, live);
        differences.inverted(wanted, live);
        differences.compare(
                "deletionStrategy",
                wanted.replication().deletionStrategy(),
                live.replication().deletionStrategy());
        return differences.found;
    }

    private static Map<String, Property> byName(CollectionConfig config) {
        return config.properties().stream().collect(Collectors.toMap(Property::propertyName, Function.identity()));
    }

    private void properties(Map<String, Property> wanted, Map<String, Property> live) {
        wanted.forEach((name, property) -> {
            Property there = live.get(name);
            if (there == null) {
                found.add("property " + name + " is missing");
            } else {
                property(name, property, there);
            }
        });
        live.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .sorted()
                .forEach(name -> found.add("property " + name + " is not ours"));
    }

    private void property(String name, Property wanted, Property live) {
        compare(name + ".dataType", wanted.dataTypes(), live.dataTypes());
        compare(name + ".tokenization", wanted.tokenization(), live.tokenization());
        compare(name + ".indexFilterable", wanted.indexFilterable(), live.indexFilterable());
        compare(name + ".indexSearchable", wanted.indexSearchable(), live.indexSearchable());
        compare(name + ".indexRangeFilters", wanted.indexRangeFilters(), live.indexRangeFilters());
    }

    private void vectors(Map<String, VectorConfig> wanted, Map<String, VectorConfig> live) {
        compare("vectors", wanted.keySet(), live.keySet());
        wanted.forEach((name, vector) -> {
            VectorConfig there = live.get(name);
            if (there == null) {
                return;
            }
            if (!there.vectorIndex().isHnsw()) {
                found.add("vector " + name + " is no hnsw");
                return;
            }
            compare(
                    name + ".distance",
                    vector.vectorIndex().asHnsw().distance(),
                    there.vectorIndex().asHnsw().distance());
        });
    }

    private void tenancy(CollectionConfig wanted, CollectionConfig live) {
        boolean many = wanted.multiTenancy() != null && wanted.multiTenancy().enabled();
        boolean liveMany = live.multiTenancy() != null && live.multiTenancy().enabled();
        compare("multiTenancy", many, liveMany);
        if (many && liveMany) {
            compare(
                    "autoTenantCreation",
                    wanted.multiTenancy().createAutomatically(),
                    live.multiTenancy().createAutomatically());
            compare(
                    "autoTenantActivation",
                    wanted.multiTenancy().activateAutomatically(),
                    live.multiTenancy().activateAutomatically());
        }
    }

    private void inverted(CollectionConfig wanted, CollectionConfig live) {
        compare(
                "bm25.k1",
                wanted.invertedIndex().bm25().k1(),
                live.invertedIndex().bm25().k1());
        compare(
                "bm25.b",
                wanted.invertedIndex().bm25().b(),
                live.invertedIndex().bm25().b());
        compare(
                "stopwords",
                wanted.invertedIndex().stopwords().preset(),
                live.invertedIndex().stopwords().preset());
    }

    /** What was not asked for may be anything. */
    private void compare(String what, @Nullable Object wanted, @Nullable Object live) {
        if (wanted != null && !Objects.equals(wanted, live)) {
            found.add(what + " is " + live + " instead of " + wanted);
        }
    }
}
