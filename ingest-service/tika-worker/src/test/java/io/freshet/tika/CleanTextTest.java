package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CleanTextTest {

    @Property(seed = "20261121")
    void cleaningTwiceChangesNothingMore(@ForAll String raw) {
        String once = CleanText.of(raw);
        assertThat(CleanText.of(once.replace('\n', CleanText.BREAK))).isEqualTo(once);
        assertThat(CleanText.lines(CleanText.lines(raw))).isEqualTo(CleanText.lines(raw));
    }

    /** A ligature has up to three letters, and a composed letter that NFC excludes has up to three marks. */
    @Property(seed = "20261121")
    void nothingIsAddedButTheLettersOfLigatures(@ForAll String raw) {
        assertThat(CleanText.of(raw).length()).isLessThanOrEqualTo(3 * raw.length());
    }

    @Property(seed = "20261121")
    void theResultIsValidAndComposedAndFreeOfControlCharacters(@ForAll String raw) {
        String text = CleanText.of(raw);
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).isTrue();
        assertThat(text.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", // Persian with a non-joiner
                "\u0915\u094d\u200d\u0937", // Devanagari with a joiner
                "\ud83d\udc69\u200d\ud83d\udcbb", // a woman at her computer
                "x\u00b2 \uff21 \u2460 \u210c" // not the same as x2 A 1 H
            })
    void whatMeansSomethingStays(String text) {
        assertThat(CleanText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "river\u00a0bank",
                "river\fbank",
                "ri\u200bver bank",
                "ri\u200dver bank",
                "ri\u00adver \u0007bank",
                "\ufeffriver \u0085 bank"
            })
    void whatOnlySetsTypeGoes(String raw) {
        assertThat(CleanText.of(raw)).isEqualTo("river bank");
    }
}
