package io.freshet.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordCutterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Hello, World!         | hello world
                    don't                 | don t
                    snake_case kebab-case | snake case kebab case
                    v1.2.3                | v1 2 3
                    C++ & C#              | c c
                    Straße ÄÖÜ            | straße äöü
                    東京タワー              | 東京タワー
                    x² ½ Ⅷ                | x² ½ ⅷ
                    a😀b                  | a b
                    𝐀𝐁 𐐀                  | 𝐀𝐁 𐐨
                    İx                    | ix
                    ΣΑΣ                   | σασ
                    """)
    void wordsAreRunsOfLettersAndNumbersInLowerCase(String text, String words) {
        assertThat(WordCutter.words(text)).containsExactly(words.split(" "));
    }

    @Test
    void aCombiningMarkEndsAWord() {
        assertThat(WordCutter.words("cafe\u0301s")).containsExactly("cafe", "s");
    }

    @Test
    void textWithoutWordsHasNone() {
        assertThat(WordCutter.words("")).isEmpty();
        assertThat(WordCutter.words(" -- \uD83D ... \n")).isEmpty();
    }

    @Test
    void endlessWordsAreCutWhereTermsMustEnd() {
        String word = "x".repeat(WordCutter.MAX_CODE_POINTS);

        assertThat(WordCutter.words(word + "yz next")).containsExactly(word, "next");
    }

    @Property
    void cuttingWhatWasCutChangesNothing(@ForAll String text) {
        String once = String.join(" ", WordCutter.words(text));

        assertThat(String.join(" ", WordCutter.words(once))).isEqualTo(once);
    }
}
