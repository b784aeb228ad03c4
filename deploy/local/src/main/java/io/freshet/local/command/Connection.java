package io.freshet.local.command;

import io.freshet.local.client.AuditsClient;
import io.freshet.local.client.FreshetClient;
import io.freshet.local.client.GenerationsClient;
import io.freshet.service.http.Caller;
import java.net.URI;
import picocli.CommandLine.Option;

/** Where the running Freshet is. */
final class Connection {

    @Option(
            names = "--ingest-port",
            paramLabel = "N",
            defaultValue = "8081",
            description = "Port of the ingest service (default: ${DEFAULT-VALUE}).")
    private int ingestPort;

    @Option(
            names = "--query-port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port of the query gateway (default: ${DEFAULT-VALUE}).")
    private int queryPort;

    @Option(
            names = "--index-port",
            paramLabel = "N",
            defaultValue = "8082",
            description = "Port of the index service (default: ${DEFAULT-VALUE}).")
    private int indexPort;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            defaultValue = Caller.DEFAULT_TENANT,
            description = "Whose documents (default: ${DEFAULT-VALUE}).")
    private String tenant = Caller.DEFAULT_TENANT;

    FreshetClient client() {
        return new FreshetClient(loopback(ingestPort), loopback(queryPort), tenant);
    }

    GenerationsClient generations() {
        return new GenerationsClient(loopback(indexPort));
    }

    AuditsClient audits() {
        return new AuditsClient(loopback(indexPort));
    }

    static URI loopback(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
