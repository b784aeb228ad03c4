package io.freshet.query.http;

import io.freshet.query.retrieve.ConsistencyException;
import io.freshet.query.retrieve.Documents;
import io.freshet.query.retrieve.Documents.Lookup;
import io.freshet.query.retrieve.Token;
import io.freshet.query.retrieve.Viewer;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Single documents: where they stand and what they consist of. */
public final class DocumentRoutes {
    private static final int MOST_CHUNKS = 1_000;
    private static final int DEFAULT_CHUNKS = 100;
    private static final int LONGEST_ORDER = 1_024;

    private final Documents documents;

    public DocumentRoutes(Documents documents) {
        this.documents = documents;
    }

    /** Adds the routes. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/v1/documents/{documentId}", this::standing);
        routes.get("/v1/documents/{documentId}/chunks", this::chunks);
    }

    private void standing(Context request) {
        Parameters parameters = new Parameters(request, Set.of("consistentWith"));
        Viewer viewer = SearchRoutes.viewer(request);
        String documentId = request.pathParam("documentId");
        String token = parameters.text("consistentWith");
        request.json(Shapes.DocumentShape.of(
                known(Failures.translate(() -> documents.standing(viewer, documentId, tokens(documentId, token))))));
    }

    private void chunks(Context request) {
        Parameters parameters = new Parameters(request, Set.of("limit", "after"));
        Viewer viewer = SearchRoutes.viewer(request);
        String documentId = request.pathParam("documentId");
        String after = Objects.requireNonNullElse(parameters.text("after"), "");
        if (after.length() > LONGEST_ORDER) {
            throw new Problem(400, "BAD_REQUEST", "after must be of at most " + LONGEST_ORDER + " characters");
        }
        int limit = parameters.whole("limit", DEFAULT_CHUNKS, 1, MOST_CHUNKS);
        request.json(Shapes.ChunksShape.of(
                known(Failures.translate(() -> documents.chunks(viewer, documentId, after, limit)))));
    }

    private static List<Token> tokens(String documentId, @Nullable String token) throws ConsistencyException {
        return token == null ? List.of() : List.of(Token.parseFor(documentId, token));
    }

    private static <T> T known(Lookup<T> lookup) {
        if (lookup instanceof Lookup.Known<T> known) {
            return known.value();
        }
        throw lookup instanceof Lookup.Gone
                ? new Problem(404, "DOCUMENT_DELETED", "this document was deleted")
                : new Problem(404, "DOCUMENT_UNKNOWN", "there is no document of this id");
    }
}
