package io.freshet.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends documents and follows each of them until it is searchable or has failed. */
public final class Adding {
    private final FreshetClient client;
    private final Patience patience;
    private final Watcher watcher;
    private final List<String> failures = new ArrayList<>();
    private int searchable;

    /** Told after every step, to show it. */
    @FunctionalInterface
    public interface Watcher {
        void progress(int accepted, int searchable, int failed, int total);
    }

    private record Accepted(String id, String token) {}

    public Adding(FreshetClient client, Patience patience, Watcher watcher) {
        this.client = client;
        this.patience = patience;
        this.watcher = watcher;
    }

    /** Adds them all; answers with one line for each that failed. */
    public List<String> add(List<Documents.Found> documents) throws IOException, InterruptedException {
        List<Accepted> accepted = new ArrayList<>();
        for (Documents.Found document : documents) {
            send(document, accepted);
            watcher.progress(accepted.size(), searchable, failures.size(), documents.size());
        }
        for (Accepted document : accepted) {
            follow(document);
            watcher.progress(accepted.size(), searchable, failures.size(), documents.size());
        }
        return List.copyOf(failures);
    }

    private void send(Documents.Found document, List<Accepted> accepted) throws IOException, InterruptedException {
        Map<String, String> metadata = Map.of("uri", document.file().toUri().toString(), "source", "files");
        try {
            String token = patience.call(() -> client.put(document.id(), document.file(), metadata));
            accepted.add(new Accepted(document.id(), token));
        } catch (Refused refused) {
            fail(document.id(), refused.line());
        } catch (FileNotFoundException | FileSystemException unreadable) {
            fail(document.id(), "cannot be read");
        }
    }

    private void follow(Accepted document) throws IOException, InterruptedException {
        try {
            JsonNode standing = patience.call(() -> client.document(document.id(), document.token()));
            JsonNode failure = standing.path("failure");
            if (failure.isObject()) {
                fail(
                        document.id(),
                        failure.path("code").asText() + ": "
                                + failure.path("message").asText());
            } else {
                searchable++;
            }
        } catch (Refused refused) {
            fail(document.id(), refused.line());
        }
    }

    private void fail(String id, String reason) {
        failures.add(id + ": " + reason);
    }
}
