package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.tika.wire.FileFacts;
import java.io.IOException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FactsTest {

    private static final String GERMAN =
            "Der Wasserstand wird jeden Mittag vom Wärter der Station abgelesen und in ein Buch"
                    + " geschrieben, das am Abend an das Amt geschickt wird.";

    @Test
    void theLanguageOfATextThatDoesNotNameItIsFound() throws IOException {
        FileFacts facts = ReadFile.of("a.txt", Samples.utf8(GERMAN)).done().facts();

        assertThat(facts.language()).isEqualTo("de");
        assertThat(facts.languageConfidence()).isBetween(0.8f, 1f);
    }

    @Test
    void aLanguageThatTheFileNamesIsNotQuestioned() throws IOException {
        FileFacts facts = ReadFile.of("a.md", Samples.utf8("---\nlang: en\n---\n" + GERMAN))
                .done()
                .facts();

        assertThat(facts.language()).isEqualTo("en");
        assertThat(facts.languageConfidence()).isNull();
    }

    @Test
    void aFewWordsOrATableHaveNoLanguage() throws IOException {
        assertThat(ReadFile.of("a.txt", Samples.utf8("Impressum"))
                        .done()
                        .facts()
                        .language())
                .isNull();
        assertThat(ReadFile.of("a.csv", Samples.utf8("Station,Ort\n" + "Alder,Am Wasser\n".repeat(50)))
                        .done()
                        .facts()
                        .language())
                .isNull();
    }

    @Test
    void frontMatterIsAboutTheTextAndNoPartOfIt() throws IOException {
        // Given
        String text = """
                ---
                title: 'Gauges: a handbook'
                authors:
                  - A. Alder
                  - B. Birch
                date: 2026-01-02
                tags: [river, gauge]
                ---
                Read it at noon.
                """;

        // When
        ReadFile file = ReadFile.of("a.md", Samples.utf8(text));

        // Then
        assertThat(file.outline()).containsExactly("PARAGRAPH Read it at noon.");
        assertThat(file.done().facts().title()).isEqualTo("Gauges: a handbook");
        assertThat(file.done().facts().author()).isEqualTo("A. Alder; B. Birch");
        assertThat(file.done().facts().created()).isEqualTo("2026-01-02");
    }

    @Test
    void textBetweenTwoRulesIsNoFrontMatter() throws IOException {
        assertThat(ReadFile.of("a.md", Samples.utf8("---\nJust text\n\n---\nMore\n"))
                        .outline())
                .anyMatch(block -> block.contains("Just text"));
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1252, Größenänderungen der Flüsse lösen für die Brücken häufig Überprüfungen aus.",
        "windows-1250, Příliš žluťoučký kůň úpěl ďábelské ódy a řeka stoupá nad most každý večer znovu.",
        "windows-1251, Уровень реки поднимается над мостом и сторож записывает его каждый день в полдень.",
        "UTF-16LE, Уровень реки поднимается над мостом и сторож записывает его каждый день в полдень.",
        "UTF-16BE, Уровень реки поднимается над мостом и сторож записывает его каждый день в полдень.",
        "windows-1253, Η στάθμη του ποταμού ανεβαίνει πάνω από τη γέφυρα και ο φύλακας τη γράφει κάθε μέρα.",
        "windows-1256, يرتفع منسوب النهر فوق الجسر ويكتبه الحارس في كتابه كل يوم عند الظهر ويرسله الى المكتب.",
        "Shift_JIS, 川の水位は橋の上まで上がり、番人は毎日正午にそれを本に書き留めて事務所に送ります。",
        "GB18030, 河水漫过了桥面，看守人每天中午都把水位记在本子上，然后送到办公室去。"
    })
    void textIsReadInItsCharacterSetWithoutBeingTold(String charset, String text) throws IOException {
        assertThat(ReadFile.of("a.txt", (text + "\n\n" + text).getBytes(Charset.forName(charset)))
                        .blocks()
                        .get(0)
                        .text())
                .isEqualTo(text);
    }

    @Test
    void lateUtf8IsFoundAfterALongPrefixOfAscii() throws IOException {
        String text = "All is plain here. ".repeat(8000) + "Brücke";
        assertThat(ReadFile.of("a.txt", Samples.utf8(text)).blocks()).last().satisfies(block -> assertThat(block.text())
                .endsWith("Brücke"));
    }

    @Test
    void aPageThatLiesAboutBeingUtf8IsReadAsWhatItIs() throws IOException {
        String html =
                "<html><head><meta charset=utf-8></head><body><p>Größe der Brücke über den Fluß</p></body></html>";
        assertThat(ReadFile.of("a.html", html.getBytes(Charset.forName("windows-1252")))
                        .outline())
                .containsExactly("PARAGRAPH Größe der Brücke über den Fluß");
    }

    @Test
    void aPageIsBelievedAboutItsCharacterSetAndThatIsNoGuess() throws IOException {
        String html = "<html><head><meta charset=windows-1251></head><body><p>Мост</p></body></html>";
        ReadFile file = ReadFile.of("a.html", html.getBytes(Charset.forName("windows-1251")));
        assertThat(file.outline()).containsExactly("PARAGRAPH Мост");
        assertThat(file.done().warnings()).isEmpty();
    }
}
