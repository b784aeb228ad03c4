package io.freshet.tika.mischief;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads files of the form {@code MISCHIEF what}. */
public final class MischiefParser implements Parser {
    private static final long serialVersionUID = 1L;

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return Set.of(MediaType.application("x-mischief"));
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        String what = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                .substring("MISCHIEF ".length())
                .strip();
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        switch (what) {
            case "exit" -> System.exit(1);
            case "halt" -> Runtime.getRuntime().halt(77);
            case "memory" -> eat();
            case "hang" -> hang();
            case "spin" -> spin();
            case "stack" -> overflow(0);
            case "page-then-hang" -> {
                xhtml.element("p", "The first page.");
                LockSupport.parkNanos(50_000_000);
                xhtml.element("p", "The second page.");
                hang();
            }
            case "child-then-hang" -> {
                Process child = new ProcessBuilder("sleep", "600").start();
                xhtml.element("p", String.valueOf(child.pid()));
                LockSupport.parkNanos(50_000_000);
                xhtml.element("p", "The second page.");
                hang();
            }
            case "stop" ->
                new ProcessBuilder(
                                "kill",
                                "-STOP",
                                String.valueOf(ProcessHandle.current().pid()))
                        .start();
            case "leave-a-copy" -> Files.writeString(Files.createTempFile("copy", null), "forgotten");
            case "interrupt" -> Thread.currentThread().interrupt();
            case "swallow" -> metadata.add("X-TIKA:EXCEPTION:warn", "java.io.IOException: somewhere");
            default -> throw new TikaException("unknown mischief");
        }
        if (what.equals("stop")) {
            hang();
        }
        xhtml.element("p", "Done: " + what);
        xhtml.endDocument();
    }

    private static void eat() {
        List<byte[]> eaten = new ArrayList<>();
        while (!eaten.isEmpty() || eaten.add(new byte[1])) {
            eaten.add(new byte[1 << 20]);
        }
    }

    private static void hang() {
        while (true) {
            LockSupport.park();
        }
    }

    private static void spin() {
        long count = 0;
        while (count >= 0) {
            count = count + 1 & Long.MAX_VALUE;
        }
    }

    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1 & Integer.MAX_VALUE) + 1;
    }
}
