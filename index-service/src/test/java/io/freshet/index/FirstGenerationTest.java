package io.freshet.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.FirstGeneration.PastLineage;
import io.freshet.index.generation.Recipe;
import io.freshet.index.generation.Recipes;
import io.freshet.store.Generation;
import io.freshet.store.IndexIdentity;
import io.freshet.store.lucene.LuceneStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstGenerationTest {
    private static final Recipe SMALL = new Recipe(new IndexIdentity("small", 2), "cut-1");
    private static final Recipe LARGE = new Recipe(new IndexIdentity("large", 3), "cut-2");
    private static final Recipes BOTH = new Recipes(SMALL, LARGE);
    private static final long ALL = 1_000;

    @TempDir
    private Path directory;

    @Test
    void theFirstOfAllBeginsTheFirstLineage() throws Exception {
        assertMade(SMALL, 1, first(BOTH, untouched(1, 0)));
    }

    @Test
    void afterAMigrationTheLostStoreIsMadeFromWhatServed() throws Exception {
        assertMade(LARGE, 2, first(BOTH, made(1, "small", 40), made(2, "large", 0)));
    }

    @Test
    void ofTwoThatGotAsFarTheYoungerIsTaken() throws Exception {
        assertMade(LARGE, 2, first(BOTH, made(1, "small", 0), made(2, "large", 0)));
    }

    @Test
    void aMigrationThatWasOnlyOrderedOrHalfDoneIsNotTaken() throws Exception {
        assertMade(SMALL, 1, first(BOTH, made(1, "small", 0), untouched(2, ALL)));
    }

    @Test
    void aHalfDoneMigrationIsNotTaken() throws Exception {
        assertMade(SMALL, 1, first(BOTH, made(1, "small", 0), made(2, "large", 500)));
    }

    @Test
    void whatIsNotConfiguredAnyMoreIsNotTaken() throws Exception {
        assertMade(SMALL, 1, first(new Recipes(SMALL, null), made(1, "small", 40), made(2, "large", 0)));
    }

    @Test
    void whereNothingFitsANewLineageBegins() throws Exception {
        assertMade(SMALL, 3, first(BOTH, made(1, "other", 0), unreadable(2)));
    }

    @Test
    void whereNothingFitsOneThatHoldsNothingWillDo() throws Exception {
        assertMade(SMALL, 2, first(BOTH, made(1, "other", 0), untouched(2, ALL)));
    }

    private Generation first(Recipes recipes, PastLineage... past) throws Exception {
        try (LuceneStore store = LuceneStore.open(directory)) {
            Generation made = new FirstGeneration(store, recipes, () -> List.of(past)).orServing();
            assertThat(store.serving()).contains(made);
            return made;
        }
    }

    private static void assertMade(Recipe recipe, int lineage, Generation made) {
        assertThat(Recipe.of(made)).isEqualTo(recipe);
        assertThat(made.lineage()).isEqualTo(lineage);
        assertThat(made.order().after()).isZero();
    }

    private static PastLineage made(int number, String model, long unread) {
        return new PastLineage(number, model, false, unread);
    }

    private static PastLineage untouched(int number, long unread) {
        return new PastLineage(number, null, true, unread);
    }

    private static PastLineage unreadable(int number) {
        return new PastLineage(number, null, false, 0);
    }
}
