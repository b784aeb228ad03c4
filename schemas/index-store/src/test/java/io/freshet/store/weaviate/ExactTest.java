package io.freshet.store.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ExactTest {

    @Test
    void mostValuesAreStoredAsTheyAre() {
        for (String value : List.of("wiki", "Big one", "group:staff", "docs/Größe 東京.md", "a=b")) {
            assertThat(Exact.stored(value)).isEqualTo(value);
        }
        assertThat(Exact.storedPair("team", "search")).isEqualTo("team=search");
    }

    @Property
    void whatIsStoredIsReadAgainAndSurvivesTrimming(@ForAll("odd") String value) {
        String stored = Exact.stored(value);

        assertThat(Exact.value(stored)).isEqualTo(value);
        assertThat(stored.strip()).isEqualTo(stored).isNotEmpty();
    }

    @Property
    void attributesAreNotForged(
            @ForAll("odd") String name, @ForAll("odd") String value, @ForAll("odd") String otherName) {
        assertThat(Exact.pair(Exact.storedPair(name, value))).isEqualTo(Map.entry(name, value));
        if (!name.equals(otherName)) {
            assertThat(Exact.storedPair(name, value)).isNotEqualTo(Exact.storedPair(otherName, value));
        }
    }

    @Property
    void patternsMatchWhatBeginsLikeThatAndNothingElse(@ForAll("odd") String prefix, @ForAll("odd") String value) {
        for (String candidate : List.of(value, prefix + value)) {
            assertThat(Exact.patterns(prefix).stream().anyMatch(pattern -> likes(pattern, Exact.stored(candidate))))
                    .isEqualTo(candidate.startsWith(prefix));
        }
    }

    @Property
    void attributesPatternsKeepToTheName(
            @ForAll("odd") String name, @ForAll("odd") String prefix, @ForAll("odd") String value) {
        for (Map.Entry<String, String> attribute :
                List.of(Map.entry(name, prefix + value), Map.entry(value, prefix), Map.entry(name + "=", prefix))) {
            String stored = Exact.storedPair(attribute.getKey(), attribute.getValue());
            assertThat(Exact.pairPatterns(name, prefix).stream().anyMatch(pattern -> likes(pattern, stored)))
                    .isEqualTo(attribute.getKey().equals(name)
                            && attribute.getValue().startsWith(prefix));
        }
    }

    /** As the server reads patterns: trimmed, two wildcards, no escape, and no wildcard for the end of a line. */
    private static boolean likes(String pattern, String stored) {
        String regex = Pattern.quote(pattern.strip()).replace("?", "\\E.\\Q").replace("*", "\\E.*\\Q");
        return Pattern.compile(regex, Pattern.UNIX_LINES).matcher(stored).matches();
    }

    @Provide
    Arbitrary<String> odd() {
        return Arbitraries.strings().withChars("ab=\\\"*? \t\n\u00a0").ofMaxLength(5);
    }
}
