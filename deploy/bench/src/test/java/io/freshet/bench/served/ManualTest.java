package io.freshet.bench.served;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTest {
    private final Manual manual = Manual.of(1, 30);

    @Test
    void hasAboutFiveHundredWordsAPage() {
        assertThat(manual.words()).isBetween(30 * 500, 30 * 510);
        assertThat(manual.markdown()).isEqualTo(Manual.of(1, 30).markdown());
    }

    @Test
    void anEditedSentenceIsTheOnlyChange() {
        String edited =
                manual.withSentence(manual.sentences() / 2, "Something else.").markdown();

        List<String> before = paragraphs(manual.markdown());
        List<String> after = paragraphs(edited);
        assertThat(after).hasSameSizeAs(before);
        after.removeAll(before);
        assertThat(after).singleElement().asString().contains("Something else.");
    }

    @Test
    void aMovedParagraphIsStillThere() {
        List<String> before = paragraphs(manual.markdown());
        List<String> after = paragraphs(manual.withMovedParagraph().markdown());

        assertThat(after).isNotEqualTo(before).containsExactlyInAnyOrderElementsOf(before);
    }

    private static List<String> paragraphs(String markdown) {
        return new ArrayList<>(List.of(markdown.split("\n\n")));
    }
}
