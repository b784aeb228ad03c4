package io.freshet.ingest.source;

import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.content.InlineContent;
import io.freshet.ingest.extract.DocumentExtractor;
import io.freshet.ingest.extract.Extraction;
import io.freshet.ingest.extract.SourceFile;
import io.freshet.ingest.extract.WorkerUnavailableException;
import io.freshet.ingest.reject.RejectionCode;
import io.freshet.ingest.stream.HeldException;
import io.freshet.ingest.stream.Troubles.Trouble;
import io.freshet.records.DocumentEvent;
import io.freshet.records.Upsert;
import io.freshet.tika.wire.Warning;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/** Gets the file of an upsert, wherever it is, and has it read. */
public final class UpsertReader {

    private final ContentFetcher fetcher;
    private final HostGate gate = new HostGate(System::nanoTime);
    private final DocumentExtractor extractor;
    private final Duration contentPatience;
    private final IngestMeters meters;

    /** A reader that waits for content that cannot be reached until patience is over, and then rejects its event. */
    public UpsertReader(
            ContentFetcher fetcher, DocumentExtractor extractor, Duration contentPatience, IngestMeters meters) {
        this.fetcher = fetcher;
        this.extractor = extractor;
        this.contentPatience = contentPatience;
        this.meters = meters;
    }

    /** What became of the file. */
    sealed interface Result permits WithText, WithoutText {}

    /** It has text. */
    record WithText(Outcome outcome) implements Result {}

    /** It has none. */
    record WithoutText(Rejection rejection) implements Result {}

    Result read(Arrival arrival, DocumentEvent event, Upsert upsert) throws InterruptedException, HeldException {
        try (FileContent content = content(event.getTenant(), upsert)) {
            return read(upsert, content);
        } catch (ContentRefusedException e) {
            return new WithoutText(new Rejection(e.code(), String.valueOf(e.getMessage()), e, 1));
        } catch (ContentUnavailableException e) {
            return heldOrGivenUp(arrival, e);
        }
    }

    private FileContent content(String tenant, Upsert upsert)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException, HeldException {
        String reference = upsert.getContentUri();
        if (reference == null) {
            return new InlineContent(Objects.requireNonNull(upsert.getContent()));
        }
        try {
            return fetch(tenant, URI.create(reference));
        } catch (IllegalArgumentException e) {
            throw new ContentRefusedException(RejectionCode.BAD_EVENT, "contentUri is not a URI.");
        }
    }

    private FileContent fetch(String tenant, URI reference)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException, HeldException {
        String host = reference.getRawAuthority();
        if (host == null || !isRemote(reference.toString())) {
            return fetcher.fetch(tenant, reference);
        }
        gate.enter(host);
        boolean answered = false;
        try {
            FileContent content = fetcher.fetch(tenant, reference);
            answered = true;
            return content;
        } catch (ContentRefusedException e) {
            answered = true;
            throw e;
        } finally {
            gate.leave(host, answered);
        }
    }

    /** Whether content is with somebody whom we do not know; our own store and file systems are near. */
    static boolean isRemote(String reference) {
        return !reference.regionMatches(true, 0, "freshet:", 0, 8) && !reference.regionMatches(true, 0, "file:", 0, 5);
    }

    private WithoutText heldOrGivenUp(Arrival arrival, ContentUnavailableException unavailable) throws HeldException {
        if (arrival.delivery().troubles().since(Trouble.CONTENT).compareTo(contentPatience) < 0) {
            throw new HeldException(unavailable);
        }
        String message = "The content could not be reached for " + contentPatience.toSeconds() + " seconds.";
        int attempts = arrival.delivery().attempt();
        return new WithoutText(new Rejection(RejectionCode.CONTENT_UNAVAILABLE, message, unavailable, attempts));
    }

    private Result read(Upsert upsert, FileContent content) throws InterruptedException, HeldException {
        Extraction extraction = extract(upsert, content);
        if (extraction instanceof Extraction.Extracted extracted) {
            String name = extracted.warnings().contains(Warning.PARTIAL) ? "partial" : "text";
            String mediaType = extracted.facts().mediaType();
            return new WithText(new Outcome(name, mediaType, TextOutcome.of(upsert, content, extracted)));
        }
        Extraction.Unreadable bad = (Extraction.Unreadable) extraction;
        return new WithoutText(new Rejection(RejectionCode.of(bad.code()), bad.detail(), null, bad.attempts()));
    }

    private Extraction extract(Upsert upsert, FileContent content) throws InterruptedException, HeldException {
        long begin = System.nanoTime();
        try {
            Extraction extraction =
                    extractor.extract(new SourceFile(upsert.getFileName(), upsert.getContentType(), content));
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            meters.extraction(time, extraction instanceof Extraction.Extracted ? "text" : "failed", content.length());
            return extraction;
        } catch (WorkerUnavailableException e) {
            throw new HeldException(e);
        }
    }
}
