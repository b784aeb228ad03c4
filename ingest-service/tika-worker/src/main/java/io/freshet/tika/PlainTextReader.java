package io.freshet.tika;

import io.freshet.tika.wire.WireBlock.Kind;
import java.io.IOException;
import java.util.regex.Pattern;

/** Plain text: an empty line ends a paragraph. Source code and data keep their lines. */
final class PlainTextReader implements Reading.Reader {

    private static final Pattern EMPTY_LINES = Pattern.compile("\\R[ \\t]*\\R\\s*?(?=\\S|[ \\t]+\\S|\\z)");
    private static final Pattern LINE_END = Pattern.compile("\\R");

    private final DecodedText decoded;

    PlainTextReader(DecodedText decoded) {
        this.decoded = decoded;
    }

    @Override
    public void read(Reading reading) throws IOException, FailureException {
        String text = decoded.of(reading);
        boolean running = reading.mediaType().equals("text/plain");
        for (String part : EMPTY_LINES.split(text, -1)) {
            if (running) {
                String kept = LINE_END.matcher(part).replaceAll(String.valueOf(CleanText.BREAK));
                reading.sink().block(Kind.PARAGRAPH, 0, 0, kept);
            } else {
                reading.sink().block(Kind.CODE, 0, 0, part);
            }
        }
    }
}
