package io.freshet.ingest.http;

import io.freshet.ingest.event.MediaTypes;
import io.freshet.records.Delete;
import io.freshet.records.DocumentKey;
import io.freshet.records.InvalidKeyException;
import io.freshet.service.http.Caller;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes that change one document. */
public final class DocumentRoutes {

    private static final int LARGEST_JSON = 1 << 20;
    private static final Set<String> PATCH_TYPES = Set.of("application/json", "application/merge-patch+json");

    private final Intake intake;
    private final Uploads uploads;

    public DocumentRoutes(Intake intake, Uploads uploads) {
        this.intake = intake;
        this.uploads = uploads;
    }

    /** Adds the routes to a server. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.put("/v1/documents/{documentId}", this::put);
        routes.patch("/v1/documents/{documentId}/metadata", this::patch);
        routes.delete("/v1/documents/{documentId}", this::delete);
    }

    private void put(Context request) throws IOException, InterruptedException {
        try {
            DocumentKey document = document(request);
            Long version = GivenVersion.of(request);
            Uploads.Room room = uploads.room(request);
            try {
                intake.accept(request, document, version, uploads.receive(request, document));
            } finally {
                room.giveBack();
            }
        } catch (Problem refused) {
            Leftover.discard(request);
            throw refused;
        }
    }

    private void patch(Context request) throws IOException, InterruptedException {
        DocumentKey document = document(request);
        Long version = GivenVersion.of(request);
        requirePatch(request.contentType());
        byte[] body = request.bodyInputStream().readNBytes(LARGEST_JSON + 1);
        if (body.length > LARGEST_JSON) {
            throw new Problem(413, "TOO_LARGE", "metadata may have at most " + LARGEST_JSON + " bytes");
        }
        if (body.length == 0) {
            throw new Problem(400, "EMPTY_BODY", "there is no patch in the body");
        }
        intake.accept(request, document, version, MetadataParser.patch(body));
    }

    private static void requirePatch(@Nullable String type) {
        // Who names no type can only mean this one.
        if (type != null && !PATCH_TYPES.contains(MediaTypes.bare(type))) {
            throw new Problem(
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "a patch is sent as application/json or application/merge-patch+json");
        }
    }

    private void delete(Context request) throws InterruptedException {
        DocumentKey document = document(request);
        intake.accept(request, document, GivenVersion.of(request), new Delete(request.queryParam("reason")));
    }

    private static DocumentKey document(Context request) {
        try {
            return new DocumentKey(Caller.of(request).tenant(), request.pathParam("documentId"));
        } catch (InvalidKeyException e) {
            throw new Problem(400, e.code().name(), String.valueOf(e.getMessage()));
        }
    }
}
