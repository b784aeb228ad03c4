package io.freshet.index.generation;

import io.freshet.store.Generation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recipes that a process is configured with.
 *
 * @param next the one to migrate to; null where none is configured
 */
public record Recipes(Recipe current, @Nullable Recipe next) {

    /**
     * The one by which a generation can be made here. The serving one is also made by another way of cutting: documents
     * that change are cut anew then, and all others stay as they are. What is to replace it is made exactly as ordered.
     */
    public Optional<Recipe> of(Generation generation) {
        Recipe wanted = Recipe.of(generation);
        List<Recipe> configured = next == null ? List.of(current) : List.of(current, next);
        Optional<Recipe> exact = configured.stream().filter(wanted::equals).findFirst();
        if (exact.isPresent() || !(generation.serving() || wanted.chunking().isEmpty())) {
            return exact;
        }
        return configured.stream()
                .filter(recipe -> recipe.identity().equals(wanted.identity()))
                .findFirst();
    }
}
