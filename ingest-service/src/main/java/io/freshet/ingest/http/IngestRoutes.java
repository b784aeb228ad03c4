package io.freshet.ingest.http;

import io.freshet.ingest.deadletter.DeadLetterList;
import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.ingest.publish.EventPublisher;
import io.freshet.ingest.publish.EventPublisher.Published;
import io.freshet.ingest.publish.OversizedException;
import io.freshet.records.Delete;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.InvalidKeyException;
import io.freshet.records.Metadata;
import io.freshet.records.Upsert;
import io.freshet.service.http.Caller;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the ingest service. */
public final class IngestRoutes {

    private static final Logger log = LoggerFactory.getLogger(IngestRoutes.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration ROOM_PATIENCE = Duration.ofSeconds(10);
    private static final String VERSION_HEADER = "Freshet-Version";
    private static final int LARGEST_JSON = 1 << 20;
    private static final int MOST_LETTERS = 500;
    private static final int USUAL_LETTERS = 50;

    /** The body, the event around it, and what the producer makes of it until Kafka has it. */
    private static final int COPIES = 5;

    private final EventPublisher publisher;
    private final DeadLetterList letters;
    private final long largest;
    private final ByteBudget budget;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final MetadataParser metadata = new MetadataParser();

    /**
     * Prepares the routes.
     *
     * @param largest bytes a document may have
     * @param inFlight bytes of documents that may be in memory at a time
     */
    public IngestRoutes(
            EventPublisher publisher,
            DeadLetterList letters,
            long largest,
            long inFlight,
            Clock clock,
            Supplier<UUID> ids) {
        this.publisher = publisher;
        this.letters = letters;
        this.largest = largest;
        this.budget = new ByteBudget(inFlight, ROOM_PATIENCE);
        this.clock = clock;
        this.ids = ids;
    }

    /** Adds the routes to a server. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.put("/v1/documents/{documentId}", this::put);
        routes.patch("/v1/documents/{documentId}/metadata", this::patch);
        routes.delete("/v1/documents/{documentId}", this::delete);
        routes.get("/v1/dead-letters", this::deadLetters);
    }

    private void put(Context request) throws IOException, InterruptedException {
        DocumentKey document = document(request);
        Long version = version(request);
        int room = room(request);
        try {
            accept(request, document, version, upsert(request, document));
        } finally {
            budget.give(room);
        }
    }

    private int room(Context request) throws IOException, InterruptedException {
        try {
            return budget.take(COPIES * expected(request));
        } catch (Problem refused) {
            Leftover.discard(request);
            throw refused;
        }
    }

    private Upsert upsert(Context request, DocumentKey document) throws IOException {
        DocumentBody body = DocumentBody.read(request, largest);
        if (body.bytes().length == 0) {
            throw new Problem(400, "EMPTY_BODY", "there is no file in the body");
        }
        String json = body.metadata();
        Metadata given = json == null ? MetadataParser.fromQuery(request) : metadata.complete(json);
        String name = body.name() == null ? nameIn(document.documentId()) : body.name();
        return new Upsert(ByteBuffer.wrap(body.bytes()), null, body.type(), name, given);
    }

    private void patch(Context request) throws IOException, InterruptedException {
        DocumentKey document = document(request);
        byte[] body = request.bodyInputStream().readNBytes(LARGEST_JSON + 1);
        if (body.length > LARGEST_JSON) {
            throw DocumentBody.tooLarge(LARGEST_JSON);
        }
        if (body.length == 0) {
            throw new Problem(400, "EMPTY_BODY", "there is no patch in the body");
        }
        accept(request, document, version(request), metadata.patch(new String(body, StandardCharsets.UTF_8)));
    }

    private void delete(Context request) throws InterruptedException {
        accept(request, document(request), version(request), new Delete(request.queryParam("reason")));
    }

    private void deadLetters(Context request) {
        Caller caller = Caller.of(request);
        int limit = limit(request.queryParam("limit"));
        try {
            request.json(new DeadLetterView.Listing(letters.newest(caller.tenant(), limit).stream()
                    .map(DeadLetterView::of)
                    .toList()));
        } catch (BrokerUnavailableException e) {
            throw unavailable(e);
        }
    }

    private void accept(Context request, DocumentKey document, @Nullable Long version, Object change)
            throws InterruptedException {
        String eventId = ids.get().toString();
        DocumentEvent event =
                new DocumentEvent(eventId, document.tenant(), document.documentId(), version, clock.instant(), change);
        try {
            Published published = publisher.publish(event);
            String token = published.partition() + ":" + published.offset() + "/" + document.documentId();
            request.status(202).json(new Accepted(document.documentId(), eventId, token));
        } catch (BrokerUnavailableException e) {
            throw unavailable(e);
        } catch (OversizedException e) {
            throw new Problem(413, "TOO_LARGE", "the document is larger than Kafka takes");
        }
    }

    private static Problem unavailable(BrokerUnavailableException e) {
        log.atWarn().addKeyValue("reason", e.getMessage()).log("Kafka does not answer");
        return Problem.later(
                "BROKER_UNAVAILABLE", "the stream cannot be reached now; nothing was changed", RETRY_AFTER);
    }

    /** The bytes to make room for; refuses what says itself that it is too large, before reading any of it. */
    private long expected(Context request) {
        long length = DocumentBody.declaredLength(request);
        boolean multipart = DocumentBody.isMultipart(request);
        if (multipart && length < 0) {
            throw new Problem(411, "LENGTH_REQUIRED", "a multipart body needs a Content-Length");
        }
        long allowance = multipart ? LARGEST_JSON : 0;
        if (length > largest + allowance) {
            request.header("Connection", "close");
            throw DocumentBody.tooLarge(largest);
        }
        return length < 0 ? largest : length;
    }

    private static DocumentKey document(Context request) {
        try {
            return new DocumentKey(Caller.of(request).tenant(), request.pathParam("documentId"));
        } catch (InvalidKeyException e) {
            throw new Problem(400, e.code().name(), String.valueOf(e.getMessage()));
        }
    }

    /** The part of an id after its last slash, when it looks like a file name. */
    private static @Nullable String nameIn(String documentId) {
        String last = documentId.substring(documentId.lastIndexOf('/') + 1);
        return last.indexOf('.') > 0 ? last : null;
    }

    private static @Nullable Long version(Context request) {
        String header = request.header(VERSION_HEADER);
        String text = header == null ? request.queryParam("version") : header;
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new Problem(400, "BAD_VERSION", "a version is a whole number");
        }
    }

    private static int limit(@Nullable String text) {
        try {
            int limit = text == null ? USUAL_LETTERS : Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST_LETTERS) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number out of range.
        }
        throw new Problem(400, "BAD_LIMIT", "limit is a number from 1 to " + MOST_LETTERS);
    }
}
