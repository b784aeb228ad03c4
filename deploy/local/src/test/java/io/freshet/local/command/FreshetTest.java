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
    @ValueSource(strings = {"up", "add", "search", "status", "delete", "topics", "generate-completion"})
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
    void nobodyListeningIsOneLineThatSaysWhatToDo() throws IOException {
        Path file = Files.writeString(dir.resolve("a.md"), "text");
        String port = String.valueOf(freePort());

        assertThat(run("add", file.toString(), "--ingest-port", port)).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("127.0.0.1:" + port, "is `freshet up` running?");
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
