package io.freshet.query;

import io.freshet.query.retrieve.QueryModels;
import io.freshet.service.Meters;
import io.freshet.store.ChunkSearch;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.ScriptedEmbedder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** A gateway on a free port, and a client whose every answer is held against the contract. */
final class Gateway implements AutoCloseable {
    final ScriptedEmbedder embedder = new ScriptedEmbedder(new HashEmbedder(16));

    private final HttpClient client = HttpClient.newHttpClient();
    private final Contract contract = Contract.read();
    private final QueryService service;

    Gateway(ChunkSearch store, ManualTime time) throws IOException {
        this.service = new QueryService(
                GatewayConfigTest.defaultsOnPort(0),
                new QueryModels(embedder, null),
                store,
                Meters.create(),
                List.of(),
                time);
        service.start();
    }

    QueryService service() {
        return service;
    }

    HttpResponse<String> search(String body, String... headers) throws Exception {
        return checked(
                "POST",
                "/v1/search",
                request("/v1/search", headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** @param path the path as the contract writes it */
    HttpResponse<String> get(String path, String address, String... headers) throws Exception {
        return checked("GET", path, request(address, headers));
    }

    /** Without a look into the contract. */
    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String address, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + address));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> checked(String method, String path, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = send(request);
        contract.assertFulfilled(method, path, answer);
        return answer;
    }

    @Override
    public void close() {
        service.close();
    }
}
