package io.freshet.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.ingest.reject.RejectionCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFetcherTest {

    @TempDir
    Path home;

    private Path open;
    private Path store;
    private Spool spool;
    private FileFetcher fetcher;

    @BeforeEach
    void files() throws IOException {
        open = Files.createDirectories(home.resolve("open"));
        store = Files.createDirectories(open.resolve("store"));
        Files.writeString(home.resolve("secret"), "secret");
        Files.writeString(open.resolve("a file"), "text");
        spool = new Spool(home.resolve("temp"), 1 << 20, Duration.ofMillis(50));
        fetcher = fetcher("file://" + open);
    }

    private FileFetcher fetcher(String allowed) {
        return new FileFetcher(AllowList.of(List.of(allowed)), List.of(store, spool.directory()), spool, 1000);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void fetchesACopy() throws Exception {
        try (FileContent content = fetcher.fetch("acme", URI.create("file://" + open + "/a%20file"))) {
            Files.writeString(open.resolve("a file"), "changed");

            assertThat(content.open()).hasContent("text");
            assertThat(content.length()).isEqualTo(4);
        }
        assertThat(spool.directory()).isDirectoryNotContaining(file -> !file.endsWith("lock"));
    }

    @Test
    void followsALinkThatStaysInside() throws Exception {
        Files.createSymbolicLink(open.resolve("link"), open.resolve("a file"));

        try (FileContent content = fetch("link")) {
            assertThat(content.open()).hasContent("text");
        }
    }

    @Test
    void followsTheAllowedDirectoryWhenItIsALinkItself() throws Exception {
        Path alias = Files.createSymbolicLink(home.resolve("alias"), open);

        try (FileContent content =
                fetcher("file://" + alias).fetch("acme", URI.create("file://" + alias + "/a%20file"))) {
            assertThat(content.open()).hasContent("text");
        }
    }

    @Test
    void refusesLinksThatLeadOut() throws Exception {
        Files.createSymbolicLink(open.resolve("file-link"), home.resolve("secret"));
        Files.createSymbolicLink(open.resolve("directory-link"), home);

        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "file-link");
        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "directory-link/secret");
    }

    @Test
    void doesNotTellWhatExistsElsewhere() {
        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "../secret");
        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "../nothing");
        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "%2e%2e/secret");
    }

    @Test
    void refusesTheServicesOwnDirectories() throws Exception {
        Files.writeString(store.resolve("kept"), "another tenant's");

        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "store/kept");
    }

    @Test
    void refusesWhatIsNoRegularFile() throws Exception {
        Path pipe = open.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "pipe");
        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "");
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws Exception {
        Files.write(open.resolve("large"), new byte[1001]);

        assertRefused(RejectionCode.TOO_LARGE, "large");
        assertRefused(RejectionCode.CONTENT_NOT_FOUND, "missing");
        assertRefused(RejectionCode.CONTENT_NOT_FOUND, "a%20file/below");
        assertRefused(RejectionCode.BAD_EVENT, "a%00b");
    }

    private FileContent fetch(String name) throws Exception {
        return fetcher.fetch("acme", URI.create("file://" + open + "/" + name));
    }

    private void assertRefused(RejectionCode code, String name) {
        assertThatExceptionOfType(ContentRefusedException.class)
                .isThrownBy(() -> fetch(name))
                .extracting(ContentRefusedException::code)
                .isEqualTo(code);
    }
}
