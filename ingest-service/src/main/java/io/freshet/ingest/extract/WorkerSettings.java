package io.freshet.ingest.extract;

import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import io.freshet.tika.wire.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How files are read: how many processes, and what each of them may take. */
public record WorkerSettings(
        @Doc("Worker processes, and so files read at a time; 0 means one for each core, but not more than two.")
        @Default("0")
        @Range(min = 0, max = 64)
        int count,

        @Doc("Heap of each worker process.") @Default("512MiB")
        ByteSize heap,

        @Doc("Time a file may take, both attempts together; twice as long for files over 10 MiB.") @Default("60s")
        Duration timeLimit,

        @Doc("Time a worker may take to start.") @Default("30s")
        Duration startLimit,

        @Doc("Files after which a worker is replaced by a fresh one.") @Default("1000") @Range(min = 1)
        int filesPerProcess,

        @Doc("Age at which a worker is replaced by a fresh one, once it has nothing to do.") @Default("30m")
        Duration maxAge,

        @Doc(
                "Stop a worker that has had nothing to do for so long; 0s keeps it, and starts workers ahead of the files.")
        @Default("0s")
        Duration idleStop,

        @Doc("Characters of text after which a document is cut.") @Default("5000000") @Range(min = 1000, max = 20000000)
        int maxChars,

        @Doc("Characters after which one block of text is cut in two.")
        @Default("8000")
        @Range(min = 200, max = 1000000)
        int maxBlockChars,

        @Doc("How deep files within files are read as parts of the text, such as attachments of a mail; 0 leaves them"
                + " out.")
        @Default("1")
        @Range(min = 0, max = 10)
        int embeddedDepth,

        @Doc("Files within one file that are read, at all depths together.")
        @Default("200")
        @Range(min = 0, max = 100000)
        int maxEmbedded,

        @Doc("Open archives and mailboxes, and read what is in them as parts of one document.") @Default("false")
        boolean archives,

        @Doc("Refuse PDFs that forbid taking their text; otherwise the text only carries a warning.") @Default("false")
        boolean honourNoExtraction,

        @Doc("Recognise the text of files that show pictures only; needs the program tesseract on the path.")
        @Default("false")
        boolean ocr,

        @Doc("Languages in which text is recognised, as Tesseract names them, joined by +.") @Default("eng")
        String ocrLanguages,

        @Doc("Time the recognition of one file's text may take.") @Default("5m")
        Duration ocrTimeLimit,

        @Doc("Directory of the workers' jars; found beside the service's own jars when not set.") @Nullable
        Path home,

        @Doc("Directory for the archive of classes that makes workers start faster; none is made when not set.")
        @Nullable
        Path cache,

        @Doc("Directory under which every worker gets its own temporary directory; the system's when not set.")
        @Nullable
        Path temp) {

    private static final Pattern LANGUAGES = Pattern.compile("[A-Za-z_]{3,20}(\\+[A-Za-z_]{3,20}){0,9}");

    public WorkerSettings {
        if (timeLimit.isZero() || startLimit.isZero() || maxAge.isZero() || ocrTimeLimit.isZero()) {
            throw new IllegalArgumentException(
                    "time-limit, start-limit, max-age and ocr-time-limit must be longer than nothing");
        }
        if (!LANGUAGES.matcher(ocrLanguages).matches()) {
            throw new IllegalArgumentException("ocr-languages must look like eng or eng+deu");
        }
    }

    Limits limits(boolean recognise) {
        return new Limits(
                maxChars,
                maxBlockChars,
                embeddedDepth,
                maxEmbedded,
                archives,
                honourNoExtraction,
                recognise ? ocrLanguages : null);
    }

    int processes() {
        return count > 0 ? count : Math.min(2, Runtime.getRuntime().availableProcessors());
    }
}
