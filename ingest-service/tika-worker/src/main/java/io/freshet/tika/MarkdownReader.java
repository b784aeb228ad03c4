package io.freshet.tika;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;

/** Markdown with tables; of a front matter only the title is kept. */
final class MarkdownReader implements Reading.Reader {

    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A---\\R(.*?\\R)??(?:---|\\.\\.\\.)\\s*(?:\\R|\\z)", Pattern.DOTALL);
    private static final Pattern TITLE = Pattern.compile("(?m)^title:\\s*[\"']?(.+?)[\"']?\\s*$");

    private final DecodedText decoded;
    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    MarkdownReader(DecodedText decoded) {
        this.decoded = decoded;
    }

    @Override
    public void read(Reading reading) throws IOException, FailureException {
        String text = decoded.of(reading);
        Matcher front = FRONT_MATTER.matcher(text);
        if (front.find()) {
            Matcher title = TITLE.matcher(front.group());
            reading.title(title.find() ? CleanText.of(title.group(1)) : null);
            text = text.substring(front.end());
        }
        parser.parse(text).accept(new MarkdownBlocks(reading.sink()));
    }
}
