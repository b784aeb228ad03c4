package io.freshet.tika;

import io.freshet.tika.NestingReader.TooNestedException;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.xml.sax.SAXException;

/** Web pages: their main content as blocks, and what their head says about them. */
final class HtmlReader implements Reading.Reader {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final CharsetDetector charsets;

    HtmlReader(CharsetDetector charsets) {
        this.charsets = charsets;
    }

    @Override
    public void read(Reading reading) throws IOException, SAXException, FailureException {
        Charset charset = charsets.detect(reading.stream(), reading.metadata());
        if (charsets.guessed()) {
            reading.warnings().add(Warning.CHARSET_GUESSED);
        }
        Document document = parsed(reading.stream(), charset);
        HtmlNesting.check(document);
        reading.facts(new HtmlFacts(document).of(reading.mediaType()));
        Element content = new HtmlContent(document).main();
        HtmlTables.arrange(content);
        XhtmlBlocks blocks = new XhtmlBlocks(reading.sink(), reading.budget(), false);
        try {
            new HtmlWalk(blocks).over(content);
        } catch (SAXException e) {
            if (!WriteLimitReachedException.isWriteLimitReached(e)) {
                throw e;
            }
        } finally {
            blocks.finish();
        }
    }

    private static Document parsed(InputStream in, Charset charset) throws IOException, FailureException {
        PushbackReader text = new PushbackReader(new NestingReader(new InputStreamReader(in, charset)));
        Parser parser = Parser.htmlParser().setMaxDepth(NestingReader.DEEPEST);
        try {
            int first = text.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                text.unread(first);
            }
            return parser.parseInput(text, "");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof TooNestedException) {
                throw HtmlNesting.tooDeep();
            }
            throw e.getCause();
        } catch (TooNestedException e) {
            throw HtmlNesting.tooDeep();
        }
    }
}
