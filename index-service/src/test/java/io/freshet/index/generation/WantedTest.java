package io.freshet.index.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.generation.Wanted.LineageRun;
import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.IndexIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class WantedTest {
    private static final IndexIdentity SMALL = new IndexIdentity("small", 4);
    private static final IndexIdentity LARGE = new IndexIdentity("large", 8);
    private static final Recipe NOW = new Recipe(SMALL, "cut-1");
    private static final Recipe NEXT = new Recipe(LARGE, "cut-2");

    @Test
    void oneGenerationIsAStreamAndAWriter() {
        Wanted wanted = Wanted.of(List.of(generation(1, 0, 1, NOW, true)), new Recipes(NOW, null));

        assertThat(wanted.streams()).containsExactly(Map.entry(1, new LineageRun(1, NOW, 0)));
        assertThat(wanted.writers()).containsOnlyKeys(1);
        assertThat(wanted.problems()).isEmpty();
    }

    @Test
    void aRebuildIsAnotherWriterOfTheSameStream() {
        Wanted wanted = Wanted.of(
                List.of(generation(1, 0, 1, NOW, true), generation(2, 1, 1, NOW, false)), new Recipes(NOW, null));

        assertThat(wanted.streams()).containsOnlyKeys(1);
        assertThat(wanted.writers()).containsOnlyKeys(1, 2);
    }

    @Test
    void aMigrationIsAnotherStreamThatAsksTheOneBefore() {
        Wanted wanted = Wanted.of(
                List.of(generation(1, 0, 1, NOW, true), generation(2, 1, 2, NEXT, false)), new Recipes(NOW, NEXT));

        assertThat(wanted.streams())
                .containsEntry(2, new LineageRun(2, NEXT, 1))
                .containsEntry(1, new LineageRun(1, NOW, 0));
    }

    @Test
    void whatCannotBeMadeHereIsToldAndWrittenAllTheSame() {
        Wanted wanted = Wanted.of(
                List.of(generation(1, 0, 1, NOW, true), generation(2, 1, 2, NEXT, false)), new Recipes(NOW, null));

        assertThat(wanted.streams()).containsOnlyKeys(1);
        assertThat(wanted.writers()).containsOnlyKeys(1, 2);
        assertThat(wanted.problems()).containsOnlyKeys(2);
        assertThat(wanted.problems().get(2))
                .contains("generation 2", "large (8 dimensions)", "small (4 dimensions)", "freshet.next");
    }

    @Test
    void otherSizesDoNotStopWhatServesButWhatIsToReplaceIt() {
        Recipe resized = new Recipe(SMALL, "cut-3");
        Generation serving = generation(1, 0, 1, NOW, true);

        assertThat(new Recipes(resized, null).of(serving)).contains(resized);
        assertThat(new Recipes(resized, null).of(generation(2, 1, 2, NOW, false)))
                .isEmpty();
        assertThat(new Recipes(resized, NOW).of(serving)).contains(NOW);
    }

    /** From whatever runs, the steps lead to what is wanted, and from there nowhere; nothing starts before all stops. */
    @Property(tries = 500)
    void stepsLeadToWhatIsWantedFromWhereverTheyWereCutOff(@ForAll long seed) {
        Random random = new Random(seed);
        Map<Integer, LineageRun> streams = new TreeMap<>();
        Set<Integer> writers = new TreeSet<>();
        Recipes recipes = new Recipes(NOW, random.nextBoolean() ? NEXT : null);
        for (int round = 0; round < 6; round++) {
            Wanted wanted = Wanted.of(generations(random), recipes);
            List<Step> steps = Step.between(streams, writers, wanted);
            boolean starting = false;
            int cutOff = random.nextInt(3) == 0 ? random.nextInt(steps.size() + 1) : steps.size();
            for (Step step : steps.subList(0, cutOff)) {
                boolean starts = step instanceof Step.StartStream || step instanceof Step.StartWriter;
                assertThat(starting && !starts).isFalse();
                starting |= starts;
                take(step, streams, writers);
            }
            Step.between(streams, writers, wanted).forEach(step -> take(step, streams, writers));

            assertThat(streams.keySet()).isEqualTo(wanted.streams().keySet());
            streams.forEach((lineage, run) -> assertThat(run.recipe())
                    .isEqualTo(Objects.requireNonNull(wanted.streams().get(lineage))
                            .recipe()));
            assertThat(writers).isEqualTo(wanted.writers().keySet());
            assertThat(Step.between(streams, writers, wanted)).isEmpty();
        }
    }

    private static void take(Step step, Map<Integer, LineageRun> streams, Set<Integer> writers) {
        if (step instanceof Step.StartStream start) {
            assertThat(streams.put(start.lineage().lineage(), start.lineage())).isNull();
        } else if (step instanceof Step.StopStream stop) {
            assertThat(streams.remove(stop.lineage())).isNotNull();
        } else if (step instanceof Step.StartWriter start) {
            assertThat(writers.add(start.generation().number())).isTrue();
        } else if (step instanceof Step.StopWriter stop) {
            assertThat(writers.remove(stop.number())).isTrue();
        }
    }

    private static List<Generation> generations(Random random) {
        List<Generation> generations = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        int serving = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            int lineage = 1 + random.nextInt(3);
            Recipe recipe = lineage == 1 ? NOW : lineage == 2 ? NEXT : new Recipe(SMALL, "cut-4");
            generations.add(generation(i + 1, random.nextInt(i + 1), lineage, recipe, i == serving));
        }
        return generations;
    }

    static Generation generation(int number, int after, int lineage, Recipe recipe, boolean serving) {
        return new Generation(
                number,
                new GenerationOrder(after, lineage, recipe.identity(), recipe.chunking()),
                Instant.EPOCH,
                serving);
    }
}
