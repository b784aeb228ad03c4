package io.freshet.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeadLettersCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final List<String> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;
    private String answer = "{}";
    private int status = 200;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void lettersAreATableWithAgesAndAdvice() {
        answer = "{\"deadLetters\":[{\"id\":\"ingest:t:0:1\",\"code\":\"TIMEOUT\",\"documentId\":\"a.pdf\","
                + "\"at\":\"2026-11-20T09:00:00Z\",\"advice\":\"tell the operator\"}]}";

        assertThat(run("--code", "TIMEOUT")).isZero();

        assertThat(asked).containsExactly("GET /v1/dead-letters?limit=50&code=TIMEOUT ");
        assertThat(out.toString().lines())
                .hasSize(2)
                .last()
                .asString()
                .matches("ingest:t:0:1 +TIMEOUT +a\\.pdf +3h  tell the operator");
    }

    @Test
    void withoutLettersThatIsSaid() {
        answer = "{\"deadLetters\":[]}";

        assertThat(run()).isZero();

        assertThat(out.toString()).startsWith("no dead letters");
    }

    @Test
    void aLetterIsReplayedByItsId() {
        answer = "{\"documentId\":\"a.pdf\"}";

        assertThat(run("replay", "ingest:t:0:1")).isZero();

        assertThat(asked).containsExactly("POST /v1/dead-letters/ingest%3At%3A0%3A1/replay ");
        assertThat(out.toString()).startsWith("replayed a.pdf");
    }

    @Test
    void aRefusalIsOneLineAndFails() {
        status = 409;
        answer = "{\"code\":\"SUPERSEDED\",\"detail\":\"the document has moved on since\"}";

        assertThat(run("replay", "x")).isEqualTo(1);

        assertThat(err.toString().strip()).isEqualTo("x: SUPERSEDED: the document has moved on since");
    }

    @Test
    void theLettersOfACodeAreReplayedTogether() {
        answer = "{\"results\":[{\"id\":\"1\",\"documentId\":\"a.pdf\",\"result\":\"REPLAYED\"},"
                + "{\"id\":\"2\",\"result\":\"ORIGINAL_GONE\",\"detail\":\"no longer there\"}]}";

        assertThat(run("replay", "--code", "TIMEOUT")).isEqualTo(1);

        assertThat(asked).containsExactly("POST /v1/dead-letters/replay {\"code\":\"TIMEOUT\",\"limit\":20}");
        assertThat(out.toString()).startsWith("replayed a.pdf");
        assertThat(err.toString()).startsWith("2: ORIGINAL_GONE: no longer there");
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new DeadLettersCommand(InstantSource.fixed(NOW)));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--ingest-port=" + server.getAddress().getPort());
        return line.execute(all.toArray(String[]::new));
    }
}
