package io.freshet.index.generation;

import io.freshet.store.Generation;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has to run, told from the generations there are: a stream for each lineage, and a writer for each generation. All
 * that are not dropped go on being written, so that any of them may serve at any time.
 *
 * @param streams by lineage
 * @param writers the generations to write
 * @param problems why a generation cannot be made here, by its number, for the operator
 */
public record Wanted(
        Map<Integer, LineageRun> streams, Map<Integer, Generation> writers, Map<Integer, String> problems) {

    /**
     * A lineage's stream.
     *
     * @param predecessor the generation that is asked what it knows of a document that is new here; 0 for none
     */
    public record LineageRun(int lineage, Recipe recipe, int predecessor) {}

    public Wanted {
        streams = Map.copyOf(streams);
        writers = Map.copyOf(writers);
        problems = Map.copyOf(problems);
    }

    /** What these generations need. */
    public static Wanted of(Collection<Generation> generations, Recipes recipes) {
        Map<Integer, LineageRun> streams = new TreeMap<>();
        Map<Integer, Generation> writers = new TreeMap<>();
        Map<Integer, String> problems = new TreeMap<>();
        // The serving one first: it decides how its lineage is made.
        List<Generation> inOrder = generations.stream()
                .sorted(Comparator.comparing(Generation::serving).reversed().thenComparing(Generation::number))
                .toList();
        for (Generation generation : inOrder) {
            writers.put(generation.number(), generation);
            Optional<Recipe> recipe = recipes.of(generation);
            if (recipe.isPresent()) {
                streams.putIfAbsent(
                        generation.lineage(),
                        new LineageRun(
                                generation.lineage(), recipe.get(), predecessor(generation.lineage(), generations)));
            } else if (!streams.containsKey(generation.lineage())) {
                problems.put(generation.number(), cannot(generation, recipes));
            }
        }
        return new Wanted(streams, writers, problems);
    }

    /** The generation of another lineage that the lineage's first one was ordered after, while it is there. */
    private static int predecessor(int lineage, Collection<Generation> generations) {
        Set<Integer> numbers = new TreeSet<>();
        generations.stream()
                .filter(generation -> generation.lineage() != lineage)
                .forEach(generation -> numbers.add(generation.number()));
        return generations.stream()
                .filter(generation -> generation.lineage() == lineage)
                .map(generation -> generation.order().after())
                .filter(numbers::contains)
                .min(Comparator.naturalOrder())
                .orElse(0);
    }

    private static String cannot(Generation generation, Recipes recipes) {
        return "generation " + generation.number() + " was made with " + Recipe.of(generation) + ", but "
                + recipes.current() + (recipes.next() == null ? " is" : " and " + recipes.next() + " are")
                + " configured; configure what it was made with again, as freshet.embedding or freshet.next, or drop it";
    }
}
