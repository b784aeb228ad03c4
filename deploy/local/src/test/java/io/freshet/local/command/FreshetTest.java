package io.freshet.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FreshetTest {

    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "add",
                "search",
                "status",
                "delete",
                "dead-letters",
                "topics",
                "lint-events",
                "generate-completion"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: freshet " + command);
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("up ", "add ", "search ", "status ", "delete ");
    }

    @Test
    void completionIsAScriptForTheShell() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString()).contains("complete -F", "--sample");
    }

    @Test
    void theTopicsAreListedWithTheirOwners() {
        assertThat(run("topics", "--prefix", "x.", "--partitions", "3")).isZero();
        assertThat(out.toString().lines())
                .hasSize(5)
                .anyMatch(line -> line.matches("x\\.extracted +3 compact .*ExtractedDocument +ingest-service"));
    }

    @Test
    void anUnknownOptionIsTwoLinesAndItsOwnExitCode() {
        assertThat(run("add", "--no-such-option", "x")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).first().asString().contains("--no-such-option");
    }

    @Test
    void aNumberThatIsNoneIsWrongUsage() {
        assertThat(run("up", "--query-port", "many")).isEqualTo(2);
        assertThat(err.toString()).contains("--query-port", "many").doesNotContain("Exception");
    }

    @Test
    void aPortThatIsNoneIsWrongUsage() {
        assertThat(run("up", "--query-port", "99999", "--data", dir.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("99999 is not a port");
    }

    @Test
    void aFileWhereTheDataShouldBeIsSaid() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");

        assertThat(run("up", "--data", file.toString())).isEqualTo(4);
        assertThat(err.toString()).contains(file + " is a file");
    }

    @Test
    void aMissingFileIsOneLine() {
        assertThat(run("add", dir.resolve("none.md").toString())).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("none.md", "no such file");
    }

    @Test
    void anEmptyFolderIsNothingToAdd() {
        assertThat(run("add", dir.toString())).isZero();
        assertThat(out.toString()).contains("nothing to add");
    }

    @Test
    void aReplayNeedsToKnowOfWhat() {
        assertThat(run("dead-letters", "replay")).isEqualTo(2);
        assertThat(err.toString()).contains("ID", "--code");
    }

    @Test
    void nobodyListeningIsOneLineThatSaysWhatToDo() throws IOException {
        Path file = Files.writeString(dir.resolve("a.md"), "text");
        String port = String.valueOf(freePort());

        assertThat(run("add", file.toString(), "--ingest-port", port)).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("127.0.0.1:" + port, "is `freshet up` running?");
    }

    @Test
    void cleanEventsAreOneLine() throws IOException {
        Path file = Files.writeString(dir.resolve("a.json"), "{\"documentId\":\"d\",\"change\":\"delete\"}");

        assertThat(run("lint-events", file.toString())).isZero();
        assertThat(out.toString().lines())
                .containsExactly("1 event in 1 file, of 1 document: 0 upserts, 0 patches, 1 delete; nothing wrong");
    }

    @Test
    void badEventsFailAndWarningsFailOnlyWhenAskedTo() throws IOException {
        Path bad = Files.writeString(dir.resolve("bad.json"), "{}");
        Path odd = Files.writeString(dir.resolve("odd.json"), "{\"documentId\":\"d \",\"change\":\"delete\"}");

        assertThat(run("lint-events", bad.toString())).isEqualTo(1);
        assertThat(run("lint-events", odd.toString())).isZero();
        assertThat(run("lint-events", "--strict", odd.toString())).isEqualTo(1);
        assertThat(out.toString()).contains(bad + ":1: /documentId: documentId is missing");
    }

    @Test
    void aReportOfEventsMayBeJson() throws IOException {
        Path file = Files.writeString(dir.resolve("a.json"), "{\"documentId\":\"d\"}");

        assertThat(run("lint-events", "--json", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("\"errors\" : 1", "\"line\" : 1", "\"pointer\" : \"/change\"", "\"ERROR\"");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int run(String... arguments) {
        CommandLine line = Freshet.commandLine(Map.of(), false);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
