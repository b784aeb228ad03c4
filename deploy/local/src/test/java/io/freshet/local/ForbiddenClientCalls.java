package io.freshet.local;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.time.OffsetDateTime;
import java.util.Set;

/** Calls of Weaviate's client, version 6.3.0, that do less than they say. */
final class ForbiddenClientCalls {
    private static final String CLIENT = "io.weaviate.client6.v1.api.";

    /**
     * A handle {@code with} a tenant forgets the consistency and the other way round; {@code replace} and {@code update}
     * fail where there is nothing, {@code insert} where there is something, {@code deleteById} says true either way;
     * {@code hybrid} without alpha is a keyword search; a consistency of QUORUM travels as ONE.
     */
    private static final Set<String> NAMES = Set.of(
            "withTenant",
            "withConsistencyLevel",
            "consistencyLevel",
            "replace",
            "update",
            "insert",
            "deleteById",
            "hybrid",
            "edit");

    static final DescribedPredicate<JavaMethodCall> ARE_MADE =
            DescribedPredicate.describe("that lose something", call -> isForbidden(call.getTarget()));

    private ForbiddenClientCalls() {}

    private static boolean isForbidden(MethodCallTarget target) {
        String owner = target.getOwner().getName();
        if (!owner.startsWith(CLIENT)) {
            return false;
        }
        boolean named = NAMES.contains(target.getName()) && owner.startsWith(CLIENT + "collections.");
        return named
                || "async".equals(target.getName())
                || isVarargsOf(target, "filters")
                || isVarargsOf(target, "deleteMany")
                || takesADate(target);
    }

    /** Several filters at once are none; several ids at once are as many comparisons. */
    private static boolean isVarargsOf(MethodCallTarget target, String name) {
        return target.getName().equals(name)
                && target.getRawParameterTypes().size() == 1
                && target.getRawParameterTypes().get(0).isArray();
    }

    /** Dates with zero seconds are sent without them, which Go does not read. */
    private static boolean takesADate(MethodCallTarget target) {
        return target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(OffsetDateTime.class));
    }
}
