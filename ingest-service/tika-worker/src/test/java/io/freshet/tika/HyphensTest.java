package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HyphensTest {

    @ParameterizedTest
    @CsvSource({
        "the keeper of the sta-, tion writes, the keeper of the station writes",
        "die E-Mail-, Adresse fehlt, die E-Mail-Adresse fehlt",
        "a well-, known keeper, a well-known keeper",
        "state-of-, the-art gauges, state-of-the-art gauges",
        "Vor-, und Nachteile, Vor- und Nachteile",
        "the COVID-, 19 rules, the COVID-19 rules",
        "from 3 -, 4 metres, from 3 - 4 metres",
        "zur ROT-, WEISSEN Fahne, zur ROTWEISSEN Fahne",
        "two, words, two words"
    })
    void aLineIsJoinedToTheOneBeforeIt(String above, String below, String joined) {
        StringBuilder text = new StringBuilder(above);
        new Hyphens().append(text, below);
        assertThat(text).hasToString(joined);
    }

    @ParameterizedTest
    @CsvSource({
        "a so-called re-entry of water, the re-, entry, the re-entry",
        "of our highland rivers, the high-, land rivers, the highland rivers"
    })
    void theRestOfTheDocumentTellsHowAWordIsWritten(String elsewhere, String above, String below, String joined) {
        // Given
        Hyphens hyphens = new Hyphens();
        hyphens.learn(elsewhere);

        // When
        StringBuilder text = new StringBuilder(above);
        hyphens.append(text, below);

        // Then
        assertThat(text).hasToString(joined);
    }
}
