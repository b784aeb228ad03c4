package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.DefaultEncodingDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.xml.sax.SAXException;

/** Finds the type of a file and the reader for it, be it a file that was sent or one within another. */
final class FormatReaders {

    private final MediaTypeRegistry types = MediaTypeRegistry.getDefaultRegistry();
    private final Detector detector = new DefaultDetector();
    private final CharsetDetector charsets = new CharsetDetector(new DefaultEncodingDetector());
    private final DecodedText decoded = new DecodedText(charsets);
    private final Reading.Reader plain = new PlainTextReader(decoded);
    private final Reading.Reader markdown = new MarkdownReader(decoded);
    private final Reading.Reader csv = new CsvReader(decoded);
    private final Reading.Reader html = new HtmlReader(charsets);
    private final TikaReader tika = new TikaReader(detector, charsets, this);

    /** To be called before a file that was sent; what a file within it finds out counts for both. */
    void startAfresh() {
        charsets.reset();
    }

    MediaType detect(TikaInputStream stream, Metadata metadata) throws IOException {
        return detector.detect(stream, metadata);
    }

    void read(Reading reading) throws IOException, SAXException, TikaException, FailureException {
        String type = reading.mediaType();
        if (isHalfKnown(reading.type())) {
            throw new FailureException(FailureCode.UNSUPPORTED, "No text can be read from files of type " + type + ".");
        }
        if (isArchive(reading.type()) && !reading.nest().limits().archives()) {
            throw new FailureException(FailureCode.UNSUPPORTED, "Archives are not opened (" + type + ").");
        }
        if (type.startsWith("audio/") || type.startsWith("video/")) {
            throw new FailureException(FailureCode.UNSUPPORTED, "Sound and video are not read (" + type + ").");
        }
        switch (route(reading.type())) {
            case MARKDOWN -> markdown.read(reading);
            case TABLE -> csv.read(reading);
            case PLAIN -> plain.read(reading);
            case MARKUP -> {
                UnreadableVariants.refuse(reading);
                refuseBinary(reading);
                tika.read(reading);
            }
            case HTML -> {
                refuseBinary(reading);
                html.read(reading);
            }
            case OTHER -> {
                UnreadableVariants.refuse(reading);
                parse(reading);
            }
        }
    }

    private void parse(Reading reading) throws IOException, SAXException, TikaException, FailureException {
        try {
            tika.read(reading);
        } catch (TikaException e) {
            if (UnreadableVariants.isSigned(reading.mediaType())
                    && reading.output().isEmpty()) {
                throw new FailureException(FailureCode.UNSUPPORTED, "The file holds no signed text.");
            }
            throw e;
        }
    }

    /** Whether it is one, or would be opened as one because nothing better is known for its type. */
    boolean isArchive(MediaType type) {
        MediaType known = type;
        while (known != null && !Archives.contains(known.getBaseType().toString()) && !tika.parses(known)) {
            known = types.getSupertype(known);
        }
        return known != null && Archives.contains(known.getBaseType().toString());
    }

    /** Old office documents that would be opened as archives: text among settings and styles. */
    private boolean isHalfKnown(MediaType type) {
        return type.toString().startsWith("application/vnd.sun.xml.") && !tika.parses(type);
    }

    /** Plain text goes by many names that only some program knows, and no parser. */
    private TextTypes route(MediaType type) {
        TextTypes known = TextTypes.of(type.getBaseType());
        boolean nameless = known == TextTypes.OTHER && !tika.parses(type);
        return nameless && types.isSpecializationOf(type.getBaseType(), MediaType.TEXT_PLAIN) ? TextTypes.PLAIN : known;
    }

    /** Whether files of the type can have text at all. */
    boolean canRead(MediaType type) {
        return route(type) != TextTypes.OTHER || tika.parses(type);
    }

    /** Random bytes named .html would "parse" into pages of garbage. */
    private void refuseBinary(Reading reading) throws IOException, FailureException {
        InputStream in = reading.stream();
        var charset = charsets.detect(in, reading.metadata());
        in.mark(1 << 16);
        String sample = new String(in.readNBytes(1 << 15), charset);
        in.reset();
        if (BinaryCheck.isBinary(sample)) {
            throw new FailureException(FailureCode.CORRUPT, "The file is not text, though its name or type says so.");
        }
    }
}
