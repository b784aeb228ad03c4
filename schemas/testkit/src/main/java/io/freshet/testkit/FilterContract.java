package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What filters let through. */
abstract class FilterContract extends StoreCalls {
    FilterContract(StoreUnderTest underTest) {
        super(underTest);
    }

    @BeforeEach
    void putFour() {
        accepted(
                chunk("one")
                        .id(1)
                        .metadata(metadata()
                                .source("wiki")
                                .language("en")
                                .mediaType("text/html")
                                .tags("red", "Big one")
                                .attribute("team", "a")
                                .modifiedAt(Instant.parse("2026-01-01T00:00:00Z")))
                        .put(ACME, X),
                chunk("two")
                        .id(2)
                        .metadata(metadata()
                                .source("wiki")
                                .language("de")
                                .tags("red")
                                .readers("ann", "bob")
                                .attribute("team", "b")
                                .modifiedAt(Instant.parse("2026-01-02T00:00:00Z")))
                        .put(ACME, X),
                chunk("three")
                        .id(3)
                        .metadata(metadata()
                                .source("mail")
                                .readers("everybody")
                                .attribute("te", "am=a")
                                .modifiedAt(Instant.parse("1969-12-31T23:59:59.999Z")))
                        .put(ACME, X),
                chunk("four").id(4).put(ACME, X));
    }

    @Test
    void allMatchesEverything() throws Exception {
        matches(Filter.ALL, 1, 2, 3, 4);
        matches(new Filter.And(List.of()), 1, 2, 3, 4);
        matches(new Filter.Or(List.of()));
    }

    @Test
    void anyOfComparesWholeValues() throws Exception {
        matches(anyOf(Filter.Field.DOCUMENT_ID, "one", "four", "none"), 1, 4);
        matches(anyOf(Filter.Field.SOURCE, "wiki"), 1, 2);
        matches(anyOf(Filter.Field.SOURCE, "Wiki"));
        matches(anyOf(Filter.Field.LANGUAGE, "de"), 2);
        matches(anyOf(Filter.Field.MEDIA_TYPE, "text/html"), 1);
        matches(anyOf(Filter.Field.TAGS, "Big one"), 1);
        matches(anyOf(Filter.Field.TAGS, "Big"));
        matches(anyOf(Filter.Field.TAGS, "red"), 1, 2);
        matches(anyOf(Filter.Field.READERS, "bob"), 2);
        matches(anyOf(Filter.Field.TAGS));
    }

    @Test
    void anAttributeHasNameAndValue() throws Exception {
        matches(new Filter.Attribute("team", "a"), 1);
        matches(new Filter.Attribute("te", "am=a"), 3);
        matches(new Filter.Attribute("team", "c"));
    }

    @Test
    void allOfWantsEachValue() throws Exception {
        matches(allOf(Filter.Field.TAGS, "red", "Big one"), 1);
        matches(allOf(Filter.Field.TAGS, "red"), 1, 2);
        matches(allOf(Filter.Field.TAGS, "red", "red"), 1, 2);
        matches(allOf(Filter.Field.TAGS, "red", "none"));
        matches(allOf(Filter.Field.TAGS, "red", "big one"));
        matches(allOf(Filter.Field.READERS, "bob", "ann"), 2);
        matches(allOf(Filter.Field.SOURCE, "wiki"), 1, 2);
        matches(allOf(Filter.Field.SOURCE, "wiki", "mail"));
        matches(new Filter.Not(allOf(Filter.Field.TAGS, "red", "Big one")), 2, 3, 4);
    }

    @Test
    void ofNoValuesAnyMatchesNothingAndAllEverything() throws Exception {
        for (Filter.Field field : Filter.Field.values()) {
            matches(anyOf(field));
            matches(new Filter.Not(anyOf(field)), 1, 2, 3, 4);
            matches(allOf(field), 1, 2, 3, 4);
            matches(new Filter.Not(allOf(field)));
        }
        matches(new Filter.AttributeAnyOf("team", List.of()));
        matches(new Filter.Not(new Filter.AttributeAnyOf("team", List.of())), 1, 2, 3, 4);
    }

    @Test
    void aPrefixIsTheBeginningOfSomeValue() throws Exception {
        matches(prefix(Filter.Field.DOCUMENT_ID, "t"), 2, 3);
        matches(prefix(Filter.Field.DOCUMENT_ID, "two"), 2);
        matches(prefix(Filter.Field.DOCUMENT_ID, "twos"));
        matches(prefix(Filter.Field.DOCUMENT_ID, "T"));
        matches(prefix(Filter.Field.SOURCE, "wi"), 1, 2);
        matches(prefix(Filter.Field.SOURCE, "iki"));
        matches(prefix(Filter.Field.LANGUAGE, "d"), 2);
        matches(prefix(Filter.Field.MEDIA_TYPE, "text/"), 1);
        matches(prefix(Filter.Field.TAGS, "Big "), 1);
        matches(prefix(Filter.Field.TAGS, "one"));
        matches(prefix(Filter.Field.READERS, "b"), 2);
        matches(new Filter.Not(prefix(Filter.Field.TAGS, "r")), 3, 4);
    }

    @Test
    void anyValueBeginsWithTheEmptyPrefix() throws Exception {
        matches(prefix(Filter.Field.DOCUMENT_ID, ""), 1, 2, 3, 4);
        matches(prefix(Filter.Field.SOURCE, ""), 1, 2, 3);
        matches(prefix(Filter.Field.TAGS, ""), 1, 2);
        matches(new Filter.AttributePrefix("team", ""), 1, 2);
        matches(new Filter.Not(prefix(Filter.Field.LANGUAGE, "")), 3, 4);
    }

    @Test
    void attributesTakeSeveralValuesAndPrefixes() throws Exception {
        matches(new Filter.AttributeAnyOf("team", List.of("a", "b", "c")), 1, 2);
        matches(new Filter.AttributeAnyOf("te", List.of("a", "b", "c")));
        matches(new Filter.AttributePrefix("team", "a"), 1);
        matches(new Filter.AttributePrefix("te", "am="), 3);
        matches(new Filter.AttributePrefix("te", "a"), 3);
        matches(new Filter.AttributePrefix("tea", "m"));
        matches(new Filter.AttributePrefix("t", ""));
    }

    @Test
    void noCharacterMeansAnother() throws Exception {
        List<String> values = List.of(
                "50%",
                "5*", "5?", "5\\*", "5_", "a*b", "a?b", "axb", "a.b", "a\nb", "5", "Ä", "A\u0308", "😀x", "\"q\"");
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            accepted(chunk("like/" + value)
                    .id(100 + i)
                    .metadata(metadata()
                            .source(value)
                            .tags(value, "z" + value)
                            .attribute("odd", value)
                            .attribute(value, "odd"))
                    .put(ACME, X));
        }

        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            matches(anyOf(Filter.Field.SOURCE, value), 100 + i);
            matches(anyOf(Filter.Field.TAGS, value), 100 + i);
            matches(allOf(Filter.Field.TAGS, "z" + value, value), 100 + i);
            matches(new Filter.Attribute("odd", value), 100 + i);
            matches(new Filter.Attribute(value, "odd"), 100 + i);
            matches(new Filter.AttributePrefix(value, "o"), 100 + i);
            Integer[] begin = IntStream.range(0, values.size())
                    .filter(other -> values.get(other).startsWith(value))
                    .mapToObj(other -> 100 + other)
                    .toArray(Integer[]::new);
            matches(prefix(Filter.Field.DOCUMENT_ID, "like/" + value), begin);
            matches(prefix(Filter.Field.SOURCE, value), begin);
            matches(prefix(Filter.Field.TAGS, "z" + value), begin);
            matches(new Filter.AttributePrefix("odd", value), begin);
        }
    }

    @Test
    void whiteSpaceCounts() throws Exception {
        accepted(
                chunk("s1").id(11).metadata(metadata().tags("word")).put(ACME, X),
                chunk("s2").id(12).metadata(metadata().tags("word ")).put(ACME, X),
                chunk("s3").id(13).metadata(metadata().tags("\tword")).put(ACME, X),
                chunk("s4").id(14).metadata(metadata().tags(" ")).put(ACME, X),
                chunk("s5").id(15).metadata(metadata().attribute("word", "")).put(ACME, X));

        matches(anyOf(Filter.Field.TAGS, "word"), 11);
        matches(anyOf(Filter.Field.TAGS, "word "), 12);
        matches(anyOf(Filter.Field.TAGS, "\tword"), 13);
        matches(anyOf(Filter.Field.TAGS, " "), 14);
        matches(anyOf(Filter.Field.TAGS, ""));
        matches(prefix(Filter.Field.TAGS, "word"), 11, 12);
        matches(prefix(Filter.Field.TAGS, "word "), 12);
        matches(prefix(Filter.Field.TAGS, " "), 14);
        matches(new Filter.Attribute("word", ""), 15);
        matches(new Filter.Attribute("word", " "));
    }

    @Test
    void manyValuesAreNoTrouble() throws Exception {
        List<String> many =
                IntStream.range(0, 5_000).mapToObj(i -> "value " + i).toList();
        List<String> andRed = Stream.concat(many.stream(), Stream.of("red")).toList();

        matches(new Filter.AnyOf(Filter.Field.TAGS, andRed), 1, 2);
        matches(new Filter.Not(new Filter.AnyOf(Filter.Field.TAGS, andRed)), 3, 4);
        matches(new Filter.AllOf(Filter.Field.TAGS, andRed.subList(0, 100)));
        matches(
                new Filter.AttributeAnyOf(
                        "team", Stream.concat(many.stream(), Stream.of("b")).toList()),
                2);
        matches(
                new Filter.ReadableBy(
                        Stream.concat(many.stream(), Stream.of("everybody")).toList()),
                1,
                3,
                4);
    }

    @Test
    void modifiedHasBothBoundsInclusiveAndWantsADate() throws Exception {
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        Instant second = Instant.parse("2026-01-02T00:00:00Z");

        matches(new Filter.Modified(first, second), 1, 2);
        matches(new Filter.Modified(first.plusMillis(1), null), 2);
        matches(new Filter.Modified(null, second.minusMillis(1)), 1, 3);
        matches(new Filter.Modified(null, null), 1, 2, 3);
        matches(new Filter.Modified(second, first));
    }

    @Test
    void readableByAddsWhatEverybodyMayRead() throws Exception {
        matches(new Filter.ReadableBy(List.of("ann")), 1, 2, 4);
        matches(new Filter.ReadableBy(List.of("ann", "everybody")), 1, 2, 3, 4);
        matches(new Filter.ReadableBy(List.of("carl")), 1, 4);
        matches(new Filter.ReadableBy(List.of()), 1, 4);
    }

    @Test
    void filtersCombine() throws Exception {
        Filter wiki = anyOf(Filter.Field.SOURCE, "wiki");
        Filter german = anyOf(Filter.Field.LANGUAGE, "de");

        matches(new Filter.And(List.of(wiki, german)), 2);
        matches(new Filter.Or(List.of(german, anyOf(Filter.Field.SOURCE, "mail"))), 2, 3);
        matches(new Filter.Not(wiki), 3, 4);
        matches(new Filter.And(List.of(wiki, new Filter.Not(german))), 1);
        matches(new Filter.Not(new Filter.Or(List.of(wiki, new Filter.Not(german)))));
        matches(new Filter.Not(Filter.ALL));
    }

    @Test
    void bothLegsObeyTheFilter() throws Exception {
        Filter mail = anyOf(Filter.Field.SOURCE, "mail");

        assertThat(ids(search(query(ACME, Mode.KEYWORD, "text", null, mail, 10))))
                .containsExactly(3);
        assertThat(ids(search(query(ACME, Mode.VECTOR, "", X, mail, 10)))).containsExactly(3);
    }

    private void matches(Filter filter, Integer... numbers) throws StoreUnavailableException {
        assertThat(ids(search(filtered(filter)))).containsExactlyInAnyOrder(numbers);
    }

    private static Filter anyOf(Filter.Field field, String... values) {
        return new Filter.AnyOf(field, List.of(values));
    }

    private static Filter allOf(Filter.Field field, String... values) {
        return new Filter.AllOf(field, List.of(values));
    }

    private static Filter prefix(Filter.Field field, String prefix) {
        return new Filter.Prefix(field, prefix);
    }
}
