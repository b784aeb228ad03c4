package io.freshet.ingest.http;

import io.freshet.ingest.content.ContentStore;
import io.freshet.ingest.event.FileNames;
import io.freshet.ingest.event.MediaTypes;
import io.freshet.ingest.http.FileIntake.Inline;
import io.freshet.ingest.http.FileIntake.Kept;
import io.freshet.ingest.http.FileIntake.Taken;
import io.freshet.records.DocumentKey;
import io.freshet.records.Metadata;
import io.freshet.records.Upsert;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Receives files. What travels in its event is held in memory, under a budget; what is larger passes through to the content
 * store. When a change is not confirmed after its file was kept, the file stays: the change may still turn up. The store
 * forgets what nobody refers to.
 */
public final class Uploads {

    /** The body, the event around it, and what the producer makes of it until Kafka has it. */
    private static final int COPIES = 5;

    /** What passing a file through takes. */
    private static final long BUFFERS = 256L << 10;

    private final FileIntake files;
    private final MultipartBody multipart;
    private final ByteBudget budget;

    /**
     * Prepares the receiving; when the store has no place, large files are refused.
     *
     * @param disk for multipart bodies while they are received
     */
    public Uploads(UploadSettings settings, ByteBudget memory, ByteBudget disk, ContentStore store) throws IOException {
        this.files = new FileIntake(store, settings.inline(), settings.largest());
        this.multipart = new MultipartBody(SpoolDirectory.root(settings.spool()), disk, files);
        this.budget = memory;
    }

    /** Memory that an upload may take until it gives it back. */
    final class Room {
        private final int units;

        private Room(int units) {
            this.units = units;
        }

        void giveBack() {
            budget.give(units);
        }
    }

    /** Waits for room; refuses what says itself that it is too large, before reading any of it. */
    Room room(Context request) throws InterruptedException {
        long length = declaredLength(request);
        if (MultipartBody.isOne(request)) {
            files.require(length - MultipartBody.ALLOWANCE);
        } else {
            files.require(length);
        }
        return new Room(budget.take(BUFFERS + COPIES * files.inMemory(length)));
    }

    /** Takes the file in; it counts once the event with it is published. */
    Upsert receive(Context request, DocumentKey document) throws IOException, InterruptedException {
        return MultipartBody.isOne(request)
                ? multipart.read(request, declaredLength(request), parts -> upsert(document, parts))
                : raw(request, document);
    }

    private Upsert raw(Context request, DocumentKey document) throws InterruptedException {
        Metadata given = MetadataParser.fromQuery(request);
        Taken taken = files.take(document.tenant(), request.bodyInputStream(), declaredLength(request));
        String name = request.queryParam("fileName");
        return upsert(document, taken, MediaTypes.told(request.contentType()), name, given);
    }

    private Upsert upsert(DocumentKey document, MultipartBody.Parts parts) throws IOException, InterruptedException {
        byte[] json = parts.metadata();
        Metadata given = json == null ? parts.metadataInAddress() : MetadataParser.complete(json);
        try (var bytes = parts.file().getInputStream()) {
            Taken taken = files.take(document.tenant(), bytes, parts.file().getSize());
            String type = MediaTypes.told(parts.file().getContentType());
            return upsert(document, taken, type, parts.file().getSubmittedFileName(), given);
        }
    }

    private static Upsert upsert(
            DocumentKey document, Taken taken, @Nullable String type, @Nullable String name, Metadata given) {
        String told = name == null ? FileNames.in(document.documentId()) : name;
        if (taken instanceof Kept kept) {
            return new Upsert(null, kept.reference().toString(), type, told, given);
        }
        Inline inline = (Inline) taken;
        if (!inline.bytes().hasRemaining()) {
            throw new Problem(400, "EMPTY_BODY", "there is no file in the body");
        }
        return new Upsert(inline.bytes(), null, type, told, given);
    }

    /** The length that the request declares, or -1. */
    private static long declaredLength(Context request) {
        String header = request.header("Content-Length");
        try {
            return header == null ? -1 : Long.parseLong(header.strip());
        } catch (NumberFormatException e) {
            throw new Problem(400, "BAD_LENGTH", "Content-Length is not a number");
        }
    }
}
