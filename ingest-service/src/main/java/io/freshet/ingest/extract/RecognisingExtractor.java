package io.freshet.ingest.extract;

import io.freshet.ingest.extract.Extraction.Extracted;
import io.freshet.ingest.extract.Extraction.Unreadable;
import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Warning;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has files that show pictures only read a second time, by workers that recognise text and that nobody else waits for. */
public final class RecognisingExtractor implements DocumentExtractor {

    private static final Logger log = LoggerFactory.getLogger(RecognisingExtractor.class);

    private final DocumentExtractor readers;
    private final DocumentExtractor recognisers;

    /** Who does not have it comes back later: waiting here would take threads from files that need no recognition. */
    private final Semaphore turn = new Semaphore(1);

    /** Reading is not repeated for those who come back. */
    private final PictureFiles waiting = new PictureFiles();

    RecognisingExtractor(DocumentExtractor readers, DocumentExtractor recognisers) {
        this.readers = readers;
        this.recognisers = recognisers;
    }

    /**
     * Adds recognition to a pool where it is switched on and can be had. Without the program the service runs, and such
     * files remain what they are: NEEDS_OCR.
     */
    public static DocumentExtractor over(WorkerPool readers, WorkerSettings settings, MeterRegistry meters)
            throws IOException {
        if (!settings.ocr()) {
            return readers;
        }
        String problem = Tesseract.problem(settings.ocrLanguages());
        if (problem != null) {
            log.atError()
                    .addKeyValue("reason", problem)
                    .log("text recognition is switched on but cannot be had; pictures remain NEEDS_OCR");
            return readers;
        }
        log.atInfo().addKeyValue("languages", settings.ocrLanguages()).log("text in pictures is recognised");
        return new RecognisingExtractor(readers, new WorkerPool(settings, WorkerRole.recognising(settings), meters));
    }

    @Override
    public Extraction extract(SourceFile file) throws InterruptedException, WorkerUnavailableException {
        Unreadable known = waiting.verdict(file);
        if (known == null) {
            Extraction read = readers.extract(file);
            if (!(read instanceof Unreadable bad) || bad.code() != FailureCode.NEEDS_OCR) {
                return read;
            }
            known = bad;
        }
        if (!turn.tryAcquire()) {
            waiting.remember(file, known);
            throw new WorkerUnavailableException("text is being recognised in another file");
        }
        try {
            Extraction recognised = recognisers.extract(file);
            waiting.forget(file);
            return recognised instanceof Extracted text ? marked(text) : recognised;
        } finally {
            turn.release();
        }
    }

    private static Extracted marked(Extracted text) {
        Set<Warning> warnings = EnumSet.of(Warning.OCR);
        warnings.addAll(text.warnings());
        return new Extracted(text.facts(), text.blocks(), warnings);
    }

    @Override
    public void close() {
        try {
            readers.close();
        } finally {
            recognisers.close();
        }
    }
}
