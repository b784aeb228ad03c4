package io.freshet.ingest.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in a text the values that pointers name begin, for messages that people look up in an editor. */
public final class SourceLines {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Integer> lines;

    private SourceLines(Map<String, Integer> lines) {
        this.lines = lines;
    }

    public static SourceLines of(byte[] text, EventForm form) {
        return new SourceLines(form == EventForm.JSON_LINES ? ofEvents(text) : ofValues(text));
    }

    /** The line, from 1; of the nearest value around it when the pointer names one that is not there. */
    public int line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 1);
    }

    private static Map<String, Integer> ofEvents(byte[] text) {
        Map<String, Integer> lines = new HashMap<>();
        List<TextLines.Line> events = TextLines.of(text);
        for (int i = 0; i < events.size(); i++) {
            lines.put("/" + i, events.get(i).number());
        }
        return lines;
    }

    private static Map<String, Integer> ofValues(byte[] text) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                // An object's own pointer is its parent's as long as the parser stands on its first brace.
                boolean opens = token.isStructStart();
                String pointer = (opens ? parser.getParsingContext().getParent() : parser.getParsingContext())
                        .pathAsPointer()
                        .toString();
                lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
            }
        } catch (JsonProcessingException e) {
            lines.put("", e.getLocation() == null ? 1 : e.getLocation().getLineNr());
        } catch (IOException e) {
            // Bytes that are no text have no lines; the beginning is as good a place as any.
            lines.putIfAbsent("", 1);
        }
        return lines;
    }
}
