package io.freshet.tika;

import java.io.IOException;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;

/** Markdown with tables; its front matter is about the text, and no part of it. */
final class MarkdownReader implements Reading.Reader {

    private final DecodedText decoded;
    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    MarkdownReader(DecodedText decoded) {
        this.decoded = decoded;
    }

    @Override
    public void read(Reading reading) throws IOException, FailureException {
        String text = decoded.of(reading);
        FrontMatter front = FrontMatter.of(text);
        reading.facts(front.facts(reading.mediaType()));
        text = text.substring(front.end());
        parser.parse(text).accept(new MarkdownBlocks(reading.sink()));
    }
}
