package io.freshet.tika;

import io.freshet.tika.wire.WireBlock.Kind;
import java.io.IOException;

/** Plain text: an empty line ends a paragraph. Source code and data keep their lines. */
final class PlainTextReader implements Reading.Reader {

    private final DecodedText decoded;

    PlainTextReader(DecodedText decoded) {
        this.decoded = decoded;
    }

    @Override
    public void read(Reading reading) throws IOException, FailureException {
        String text = decoded.of(reading);
        boolean running = reading.mediaType().equals("text/plain");
        Kind kind = running ? Kind.PARAGRAPH : Kind.CODE;
        char between = running ? CleanText.BREAK : '\n';
        StringBuilder part = new StringBuilder();
        for (int start = 0; start <= text.length(); ) {
            int end = endOfLine(text, start);
            String line = text.substring(start, end);
            if (line.isBlank()) {
                reading.sink().block(kind, 0, 0, part);
                part.setLength(0);
            } else {
                part.append(line).append(between);
            }
            start = afterLineEnd(text, end);
        }
        reading.sink().block(kind, 0, 0, part);
    }

    // By hand: a pattern that looks for empty lines takes quadratic time where there are many spaces.
    private static int endOfLine(String text, int start) {
        int end = start;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int afterLineEnd(String text, int end) {
        boolean pair = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
        return pair ? end + 2 : end + 1;
    }

    private static boolean isLineEnd(char c) {
        return (c >= '\n' && c <= '\r') || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }
}
