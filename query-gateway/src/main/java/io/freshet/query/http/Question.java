package io.freshet.query.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.query.retrieve.ConsistencyException;
import io.freshet.query.retrieve.SearchRequest;
import io.freshet.query.retrieve.Token;
import io.freshet.service.http.Problem;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search as asked over HTTP. */
record Question(SearchRequest request, boolean explain) {
    static final int MOST_HITS = 100;
    static final int DEFAULT_HITS = 10;
    /** The weight that did best with relative scores. */
    static final double DEFAULT_ALPHA = 0.5;

    private static final int LONGEST_QUERY = 4_000;
    private static final Set<String> FIELDS =
            Set.of("query", "limit", "mode", "alpha", "fusion", "filter", "explain", "consistentWith");
    private static final Map<String, Mode> MODES =
            Map.of("hybrid", Mode.HYBRID, "keyword", Mode.KEYWORD, "vector", Mode.VECTOR);
    private static final Map<String, Fusion> FUSIONS =
            Map.of("relative", Fusion.RELATIVE_SCORE, "ranked", Fusion.RANKED);

    static Question read(JsonNode body) throws ConsistencyException {
        Strict request = Strict.of("", body, FIELDS);
        return new Question(
                new SearchRequest(
                        query("query", request.text("query")),
                        request.whole("limit", DEFAULT_HITS, 1, MOST_HITS),
                        choice("mode", request.text("mode"), MODES, Mode.HYBRID),
                        request.number("alpha", DEFAULT_ALPHA, 0, 1),
                        choice("fusion", request.text("fusion"), FUSIONS, Fusion.RELATIVE_SCORE),
                        Filters.read(request, "filter"),
                        tokens(request.texts("consistentWith", 0))),
                request.flag("explain"));
    }

    static Question byHand(Parameters parameters) {
        return new Question(
                new SearchRequest(
                        query("q", parameters.text("q")),
                        parameters.whole("limit", DEFAULT_HITS, 1, MOST_HITS),
                        choice("mode", parameters.text("mode"), MODES, Mode.HYBRID),
                        DEFAULT_ALPHA,
                        Fusion.RELATIVE_SCORE,
                        Filter.ALL,
                        List.of()),
                false);
    }

    static String name(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    static String name(Fusion fusion) {
        return fusion == Fusion.RANKED ? "ranked" : "relative";
    }

    private static String query(String field, @Nullable String text) {
        if (text == null) {
            throw new Problem(400, "BAD_REQUEST", field + " is required");
        }
        if (text.isBlank()) {
            throw new Problem(400, "BAD_REQUEST", field + " must not be blank");
        }
        if (text.codePointCount(0, text.length()) > LONGEST_QUERY) {
            throw new Problem(400, "BAD_REQUEST", field + " must be of at most " + LONGEST_QUERY + " characters");
        }
        return text;
    }

    private static <T> T choice(String field, @Nullable String name, Map<String, T> choices, T byDefault) {
        T chosen = name == null ? byDefault : choices.get(name);
        if (chosen == null) {
            throw new Problem(
                    400,
                    "BAD_REQUEST",
                    field + " must be one of "
                            + String.join(
                                    ", ", choices.keySet().stream().sorted().toList()));
        }
        return chosen;
    }

    private static List<Token> tokens(List<String> texts) throws ConsistencyException {
        List<Token> tokens = new ArrayList<>();
        for (String text : texts) {
            tokens.add(Token.parse(text));
        }
        return tokens;
    }
}
