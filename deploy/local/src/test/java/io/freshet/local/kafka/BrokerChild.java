package io.freshet.local.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A broker in a process of its own, which can be killed. */
final class BrokerChild implements AutoCloseable {
    private final Process process;
    private final int port;

    private BrokerChild(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Runs in the child: prints the port and waits to be killed. */
    public static void main(String[] args) throws Exception {
        PrintStream toParent = System.out;
        // Nobody reads what is logged; a full pipe would stop the broker.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        EmbeddedKafka kafka = EmbeddedKafka.start(
                new EmbeddedKafkaSettings(Path.of(args[0]), 0), fatal -> toParent.println("fatal " + fatal));
        toParent.println("port " + kafka.port());
        toParent.flush();
        while (System.in.read() >= 0) {
            // Ends with the parent: its end of the pipe closes.
        }
        Runtime.getRuntime().halt(0);
    }

    static BrokerChild start(Path directory) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerChild.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the child ended before it had a port");
        }
        return new BrokerChild(process, Integer.parseInt(line.substring("port ".length())));
    }

    int port() {
        return port;
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
