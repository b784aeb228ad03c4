package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.Warning;
import io.freshet.tika.wire.WorkRequest;
import io.freshet.tika.wire.WorkerSays.Done;
import io.freshet.tika.wire.WorkerSays.Failure;
import java.nio.file.Path;
import java.util.Set;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file: finds its type from its bytes, has it read, and gives a verdict in every case.
 *
 * <p>Errors are caught here too; the verdict then says that the process should end.
 */
final class FileReader {

    private static final MediaType UNKNOWN = MediaType.OCTET_STREAM;
    private static final long BOMB_CHARS = 1_000_000;
    private static final int BOMB_RATIO = 100;

    private final FormatReaders readers = new FormatReaders();
    private final Languages languages = new Languages();

    Done read(WorkRequest request, Path file, BlockOutput output) {
        if (request.length() == 0) {
            return failed(new Failure(FailureCode.EMPTY, "The file has no bytes."));
        }
        readers.startAfresh();
        Metadata metadata = hints(request);
        try (TikaInputStream stream = TikaInputStream.get(file, metadata)) {
            PromisedType promised = PromisedType.in(metadata);
            MediaType type = readers.detect(stream, metadata);
            output.detected(type.getBaseType().toString());
            Nest nest = Nest.of(request.limits(), request.length());
            Reading reading = new Reading(stream, metadata, type, new CountedBlocks(output), nest);
            Failure failure = read(reading, promised, request);
            return new Done(reading.facts(), reading.warnings(), failure);
        } catch (Throwable t) { // whatever it is, the parent needs a verdict
            return failed(Verdict.on(t));
        }
    }

    private @Nullable Failure read(Reading reading, PromisedType promised, WorkRequest request) {
        try {
            promised.compare(reading);
            readers.read(reading);
            reading.facts(languages.complete(reading.facts(), reading.sink().sample()));
        } catch (Throwable t) { // whatever it is, the parent needs a verdict
            Failure failure = Verdict.on(t);
            return failure.code().endsTheWorker() ? failure : bombElse(failure, reading);
        }
        if (reading.budget().exceeded()) {
            reading.warnings().add(Warning.TRUNCATED);
        }
        Failure bomb = bomb(reading, request);
        if (bomb != null) {
            return bomb;
        }
        return reading.output().isEmpty() ? nothing(reading) : null;
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

    /** Parsers turn the exception that ends an unpacking into one of their own. */
    private static Failure bombElse(Failure failure, Reading reading) {
        return reading.nest().guard().exceeded() ? Verdict.bomb() : failure;
    }

    private static @Nullable Failure bomb(Reading reading, WorkRequest request) {
        int most = request.limits().maxChars();
        boolean text = reading.budget().exceeded() && most > BOMB_CHARS && most / request.length() > BOMB_RATIO;
        return text || reading.nest().guard().exceeded() ? Verdict.bomb() : null;
    }

    private Failure nothing(Reading reading) {
        String type = reading.mediaType();
        boolean pdf = type.equals("application/pdf");
        boolean pictures =
                Pictures.canBeRecognised(type) || (pdf && reading.facts().pages() > 0);
        if (pictures && reading.nest().limits().ocrLanguages() == null) {
            return new Failure(FailureCode.NEEDS_OCR, "The file shows pictures only; it has no text of its own.");
        }
        if (readers.isArchive(reading.type())) {
            return new Failure(FailureCode.NO_TEXT, "Nothing in the archive has text that may be read.");
        }
        return pictures || pdf || (TextTypes.isDocument(type) && readers.canRead(reading.type()))
                ? new Failure(FailureCode.NO_TEXT, "The file has no text.")
                : new Failure(FailureCode.UNSUPPORTED, "No text can be read from files of type " + type + ".");
    }

    private static Done failed(Failure failure) {
        return new Done(FileFacts.ofType(UNKNOWN.toString()), Set.of(), failure);
    }
}
