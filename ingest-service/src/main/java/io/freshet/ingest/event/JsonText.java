package io.freshet.ingest.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** JSON as it is read from strangers: strictly, within bounds, and with a sentence about what is wrong. */
final class JsonText {

    /** An ordinary event has thirty; a tree takes up to seventy bytes for each, however short it is written. */
    private static final int MOST_TOKENS = 200_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
            .build();

    private static final JsonMapper STRICT = JsonMapper.builder(FACTORY.copy())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** For a first look. */
    static final JsonMapper LENIENT = JsonMapper.builder(FACTORY.copy()).build();

    private JsonText() {}

    static JsonNode tree(byte[] text) throws IOException {
        return STRICT.readTree(text);
    }

    static JsonNode tree(byte[] text, int begin, int length) throws IOException {
        return STRICT.readTree(text, begin, length);
    }

    /** What is wrong, and where in the text. */
    static EventProblem problem(String pointer, IOException e) {
        JsonLocation at = e instanceof JsonProcessingException malformed ? malformed.getLocation() : null;
        return problem(pointer, at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr(), e);
    }

    /** What is wrong with a text that is a line among others, and named by its number. */
    static EventProblem problemOfLine(String pointer, IOException e) {
        return problem(pointer, "", e);
    }

    private static EventProblem problem(String pointer, String place, IOException e) {
        if (e instanceof StreamConstraintsException && isOfTokens(e)) {
            return Oversized.values(pointer, MOST_TOKENS);
        }
        if (!(e instanceof JsonProcessingException malformed)) {
            // Nothing is read but memory: these bytes are no text in any of JSON's encodings.
            return new EventProblem(EventProblem.Kind.SYNTAX, pointer, "is not valid UTF-8");
        }
        String message = malformed
                .getOriginalMessage()
                .lines()
                .findFirst()
                .orElse("malformed")
                .replaceAll("\\s*\\((?:for |start marker|class |from |byte).*", "");
        return new EventProblem(EventProblem.Kind.SYNTAX, pointer, "is not valid JSON" + place + ": " + message);
    }

    /** Jackson has no other way to tell which bound it was. */
    private static boolean isOfTokens(IOException e) {
        return String.valueOf(e.getMessage()).startsWith("Token count");
    }
}
