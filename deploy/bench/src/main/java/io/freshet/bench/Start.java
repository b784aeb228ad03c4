package io.freshet.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One start of {@code freshet up --sample}, with nothing there before and nothing left after.
 *
 * @param firstHit seconds until a search was answered with a hit
 * @param loaded seconds until the whole sample was searchable
 * @param service resident megabytes of the service's process when the sample was loaded
 * @param all the same of the service and the processes that it started
 */
record Start(double firstHit, double loaded, double service, double all) {
    private static final Pattern SAMPLE_LOADED = Pattern.compile("(\\d+) of \\1 accepted, \\1 searchable");
    private static final Pattern HAS_HIT = Pattern.compile("\"hits\"\\s*:\\s*\\[\\s*\\{");
    private static final String QUERY = "/v1/search?q=why+do+the+readings+drift+before+a+storm";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 10;

    static Start measure(Path freshet) throws Exception {
        Path data = Files.createTempDirectory("freshet-bench-");
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(
                        freshet.toString(),
                        "up",
                        "--sample",
                        "--data",
                        data.toString(),
                        "--query-port",
                        Integer.toString(port),
                        "--ingest-port",
                        "0",
                        "--kafka-port",
                        "0",
                        "--registry-port",
                        "0")
                .redirectErrorStream(true);
        long begin = System.nanoTime();
        Process process = command.start();
        try {
            return watch(process, begin, port);
        } finally {
            end(process);
            Directories.delete(data);
        }
    }

    private static Start watch(Process process, long begin, int port) throws Exception {
        CompletableFuture<Double> loaded = CompletableFuture.supplyAsync(() -> untilLoaded(process, begin));
        double firstHit = untilHit(process, begin, port);
        double loadedAfter = loaded.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        return new Start(firstHit, loadedAfter, Memory.resident(List.of(process.toHandle())), Memory.resident(all));
    }

    private static double untilHit(Process process, long begin, int port) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + QUERY))
                .timeout(PATIENCE)
                .build();
        while (process.isAlive() && seconds(begin) < PATIENCE.toSeconds()) {
            try {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200 && HAS_HIT.matcher(answer.body()).find()) {
                    return seconds(begin);
                }
            } catch (ConnectException notYet) {
                // The gateway opens its port last.
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException("freshet up gave no hit");
    }

    /** What the process says after that is little enough for the pipe to hold. */
    private static double untilLoaded(Process process, long begin) {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (SAMPLE_LOADED.matcher(line).find()) {
                    return seconds(begin);
                }
                said.append(line).append('\n');
            }
        } catch (IOException e) {
            said.append(e.getMessage());
        }
        throw new IllegalStateException("freshet up did not load its sample: " + said);
    }

    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        for (ProcessHandle child : children) {
            child.destroyForcibly();
            child.onExit().join();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
