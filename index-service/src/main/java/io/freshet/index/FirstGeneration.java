package io.freshet.index;

import io.freshet.index.generation.Recipe;
import io.freshet.index.generation.Recipes;
import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first generation of an empty store. When the broker has changes already, the store was lost: then it is made
 * from the lineage that got furthest, of those with a model that is configured, so that nothing is embedded again; only
 * where there is none it begins a new one.
 */
final class FirstGeneration {
    private static final Logger log = LoggerFactory.getLogger(FirstGeneration.class);

    private final StoreAdmin admin;
    private final Recipes recipes;
    private final Past past;

    /** What the broker has of lineages. */
    @FunctionalInterface
    interface Past {
        List<PastLineage> lineages() throws InterruptedException;
    }

    /**
     * A lineage that has a topic of changes.
     *
     * @param model that made its vectors; null while no vector of it can be read
     * @param untouched whether it holds no vectors at all, so that any model may go on with it
     * @param unread what its stream has not read yet of the documents
     */
    record PastLineage(int number, @Nullable String model, boolean untouched, long unread) {}

    private record Choice(int lineage, Recipe recipe, long unread) {}

    FirstGeneration(StoreAdmin admin, Recipes recipes, Past past) {
        this.admin = admin;
        this.recipes = recipes;
        this.past = past;
    }

    /** Finds the one that serves, or makes the first. */
    Generation orServing() throws StoreUnavailableException, InterruptedException {
        Optional<Generation> serving = admin.serving();
        if (serving.isPresent()) {
            return serving.get();
        }
        Choice choice = choice(past.lineages());
        log.atInfo()
                .addKeyValue("lineage", choice.lineage())
                .addKeyValue("recipe", choice.recipe())
                .log("first generation made");
        return admin.create(new GenerationOrder(
                0, choice.lineage(), choice.recipe().identity(), choice.recipe().chunking()));
    }

    private Choice choice(List<PastLineage> lineages) {
        return lineages.stream()
                .flatMap(lineage ->
                        recipe(lineage).map(recipe -> new Choice(lineage.number(), recipe, lineage.unread())).stream())
                .min(Comparator.comparing(Choice::unread)
                        .thenComparing(Comparator.comparing(Choice::lineage).reversed()))
                .orElseGet(() -> new Choice(free(lineages), recipes.current(), 0));
    }

    private Optional<Recipe> recipe(PastLineage lineage) {
        return Stream.of(Optional.of(recipes.current()), Optional.ofNullable(recipes.next()))
                .flatMap(Optional::stream)
                .filter(recipe -> recipe.identity().modelId().equals(lineage.model()))
                .findFirst();
    }

    private static int free(List<PastLineage> lineages) {
        return lineages.stream()
                .max(Comparator.comparing(PastLineage::number))
                .map(highest -> highest.untouched() ? highest.number() : highest.number() + 1)
                .orElse(1);
    }
}
