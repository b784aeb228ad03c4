package io.freshet.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.local.client.GenerationsClient;
import io.freshet.service.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;

/** Orders a generation, waits for it, compares it, and lets it serve when that is wanted. All of it may be repeated. */
final class Building {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final GenerationsClient client;
    private final PrintWriter out;
    private final ProgressLine line;

    Building(GenerationsClient client, PrintWriter out, boolean interactive) {
        this.client = client;
        this.out = out;
        this.line = new ProgressLine(out, interactive);
    }

    int run(String kind, boolean wait, boolean serve) throws Exception {
        JsonNode generation = client.order(kind);
        int number = generation.path("number").asInt();
        if (!wait) {
            out.println(GenerationPrinter.progress(generation));
            return ExitCode.OK.code();
        }
        while (generation.path("state").asText().equals("building")) {
            line.show(GenerationPrinter.progress(generation));
            Thread.sleep(PAUSE.toMillis());
            generation = client.one(number);
        }
        line.clear();
        out.println(GenerationPrinter.progress(generation));
        new GenerationPrinter(out).comparison(client.comparison(number));
        if (serve) {
            client.serve(number, false);
            out.println("generation " + number + " serves; the way back: freshet generations serve "
                    + generation.path("after").asText());
        } else {
            out.println("Next: freshet generations serve " + number);
        }
        return ExitCode.OK.code();
    }
}
