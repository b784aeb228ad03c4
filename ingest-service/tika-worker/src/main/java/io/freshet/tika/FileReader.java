package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.Warning;
import io.freshet.tika.wire.WorkRequest;
import io.freshet.tika.wire.WorkerSays.Done;
import io.freshet.tika.wire.WorkerSays.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.DefaultEncodingDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Reads one file: finds its type from its bytes, chooses the reader, and gives a verdict in every case.
 *
 * <p>Errors are caught here too; the verdict then says that the process should end.
 */
final class FileReader {

    private static final MediaType UNKNOWN = MediaType.OCTET_STREAM;
    private static final long BOMB_CHARS = 1_000_000;
    private static final int BOMB_RATIO = 100;

    private final Detector detector = new DefaultDetector();
    private final CharsetDetector charsets = new CharsetDetector(new DefaultEncodingDetector());
    private final DecodedText decoded = new DecodedText(charsets);
    private final Reading.Reader plain = new PlainTextReader(decoded);
    private final Reading.Reader markdown = new MarkdownReader(decoded);
    private final Reading.Reader csv = new CsvReader(decoded);
    private final Reading.Reader tika = new TikaReader(detector, charsets);

    Done read(WorkRequest request, Path file, BlockOutput output) {
        if (request.length() == 0) {
            return failed(UNKNOWN.toString(), new Failure(FailureCode.EMPTY, "The file has no bytes."));
        }
        charsets.reset();
        Metadata metadata = hints(request);
        try (TikaInputStream stream = TikaInputStream.get(file, metadata)) {
            MediaType type = detector.detect(stream, metadata).getBaseType();
            return read(request, stream, metadata, type, output);
        } catch (Throwable t) { // whatever it is, the parent needs a verdict
            return failed(UNKNOWN.toString(), Verdict.on(t));
        }
    }

    private Done read(
            WorkRequest request, TikaInputStream stream, Metadata metadata, MediaType type, BlockOutput output) {
        BlockSink sink = new BlockSink(output, request.maxBlockChars());
        TextBudget budget = new TextBudget(request.maxChars());
        Reading reading = new Reading(stream, metadata, type.toString(), sink, budget);
        Failure failure = null;
        try {
            read(reading, type);
        } catch (Throwable t) { // whatever it is, the parent needs a verdict
            failure = Verdict.on(t);
        }
        if (failure == null && budget.exceeded()) {
            reading.warnings().add(Warning.TRUNCATED);
            failure = bomb(request);
        }
        if (failure == null && sink.blocks() == 0) {
            failure = nothing(reading);
        }
        return new Done(reading.facts(), reading.warnings(), failure);
    }

    private void read(Reading reading, MediaType type)
            throws IOException, SAXException, TikaException, FailureException {
        switch (TextTypes.of(type)) {
            case MARKDOWN -> markdown.read(reading);
            case TABLE -> csv.read(reading);
            case PLAIN -> plain.read(reading);
            case MARKUP -> {
                refuseBinary(reading);
                tika.read(reading);
            }
            case OTHER -> tika.read(reading);
        }
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

    private static Metadata hints(WorkRequest request) {
        Metadata metadata = new Metadata();
        // Never absent: Tika would take the name of the spool file instead.
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, request.fileName() == null ? "" : request.fileName());
        if (request.declaredType() != null) {
            metadata.set(HttpHeaders.CONTENT_TYPE, request.declaredType());
        }
        return metadata;
    }

    private static @Nullable Failure bomb(WorkRequest request) {
        boolean bomb = request.maxChars() > BOMB_CHARS && request.maxChars() / request.length() > BOMB_RATIO;
        return bomb ? new Failure(FailureCode.BOMB, "The file unpacks to far more than its size justifies.") : null;
    }

    private static Failure nothing(Reading reading) {
        String type = reading.mediaType();
        if (type.startsWith("image/") || type.equals("application/pdf")) {
            return new Failure(FailureCode.NEEDS_OCR, "The file shows pictures only; it has no text of its own.");
        }
        if (reading.warnings().contains(Warning.EMBEDDED_SKIPPED) && !TextTypes.isDocument(type)) {
            return new Failure(FailureCode.UNSUPPORTED, "Archives are not opened (" + type + ").");
        }
        return TextTypes.isDocument(type)
                ? new Failure(FailureCode.NO_TEXT, "The file has no text.")
                : new Failure(FailureCode.UNSUPPORTED, "No text can be read from files of type " + type + ".");
    }

    private static Done failed(String type, Failure failure) {
        return new Done(FileFacts.ofType(type), Set.of(), failure);
    }
}
