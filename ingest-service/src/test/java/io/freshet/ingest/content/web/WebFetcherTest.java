package io.freshet.ingest.content.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import io.freshet.ingest.content.AllowList;
import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.content.ContentSettingsOf;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.content.Spool;
import io.freshet.ingest.reject.RejectionCode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebFetcherTest {

    private static final int LIMIT = 100_000;
    private static final InetAddress[] LOOPBACK = {InetAddress.getLoopbackAddress()};

    @TempDir
    Path temp;

    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
    private MischievousServer server;
    private Spool spool;

    @BeforeEach
    void open() throws Exception {
        server = new MischievousServer();
        spool = new Spool(temp, 10 * LIMIT, Duration.ofSeconds(1));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        spool.close();
        watcher.shutdownNow();
    }

    private WebFetcher fetcher(Lookup lookup, Map<String, String> more) throws Exception {
        Map<String, String> keys = new HashMap<>(Map.of(
                "allow",
                        "http://cms.example.org:" + server.port() + ",http://127.0.0.1:" + server.port()
                                + ",http://2130706433:" + server.port(),
                "allow-private-addresses", "true",
                "max-size", LIMIT + "B",
                "connect-limit", "2s",
                "read-limit", "2s",
                "time-limit", "10s"));
        keys.putAll(more);
        ContentSettings settings = ContentSettingsOf.keys(keys);
        return new WebFetcher(settings, AllowList.of(settings.allow()), spool, watcher, lookup);
    }

    private FileContent fetch(String path) throws Exception {
        return fetch(path, Map.of());
    }

    private FileContent fetch(String path, Map<String, String> settings) throws Exception {
        try (WebFetcher fetcher = fetcher(host -> LOOPBACK, settings)) {
            return fetcher.fetch("acme", at(path));
        }
    }

    private URI at(String path) {
        return URI.create("http://cms.example.org:" + server.port() + path);
    }

    @Test
    void fetchesAFileAndForgetsItWhenItIsClosed() throws Exception {
        try (FileContent content = fetch("/file")) {
            assertThat(content.open()).hasContent("the file");
            assertThat(content.length()).isEqualTo(8);
        }
        assertThat(spool.directory()).isDirectoryNotContaining(file -> !file.endsWith("lock"));
    }

    @Test
    void asksWithoutAnythingThatTellsWhoAsks() throws Exception {
        fetch("/file?a=%20b").close();

        Headers asked = server.lastHeaders();
        assertThat(asked.keySet()).containsOnly("Host", "User-agent", "Accept-encoding", "Connection");
        assertThat(asked.getFirst("Accept-encoding")).isEqualTo("identity");
        assertThat(asked.getFirst("Connection")).isEqualTo("keep-alive");
        assertThat(server.lastTarget()).isEqualTo("/file?a=%20b");
    }

    @Test
    void followsRedirectsInsideTheList() throws Exception {
        try (FileContent content = fetch("/redirect?/redirect?/file")) {
            assertThat(content.open()).hasContent("the file");
        }
    }

    @Test
    void takesNoCookieAlong() throws Exception {
        fetch("/cookie").close();

        assertThat(server.lastHeaders()).doesNotContainKeys("Cookie", "Referer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example.org/file",
                "//evil.example.org/file",
                "http://cms.example.org/file",
                "file:///etc/passwd",
                "ftp://cms.example.org/file",
                "freshet:acme/2026-01-01/123e4567-e89b-42d3-a456-426614174000",
                "/a/../file"
            })
    void followsNoRedirectOutOfTheList(String location) throws Exception {
        server.redirectTo(location);

        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "/elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://cms.example.org/a", "HTTP://cms.example.org/a", "file:///a", "s3://a/b"})
    void goesFromHttpsToNothingLess(String location) {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(302);
        response.setHeader("Location", location);

        assertThatExceptionOfType(ContentRefusedException.class)
                .isThrownBy(() -> WebFetcher.next(URI.create("https://cms.example.org/"), response))
                .extracting(ContentRefusedException::code)
                .isEqualTo(RejectionCode.CONTENT_FORBIDDEN);
    }

    @Test
    void goesFromHttpToHttps() throws Exception {
        BasicClassicHttpResponse response = new BasicClassicHttpResponse(301);
        response.setHeader("Location", "//cms.example.org/a?b");

        assertThat(WebFetcher.next(URI.create("https://x.example.org/"), response))
                .hasToString("https://cms.example.org/a?b");
        response.setHeader("Location", "https://cms.example.org/a");
        assertThat(WebFetcher.next(URI.create("http://cms.example.org/"), response))
                .hasToString("https://cms.example.org/a");
    }

    @Test
    void givesUpOnARedirectThatNeverEnds() {
        assertRefused(RejectionCode.CONTENT_NOT_FOUND, "/loop");
        assertThat(server.requests()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "204, CONTENT_NOT_FOUND",
        "206, CONTENT_NOT_FOUND",
        "300, CONTENT_NOT_FOUND",
        "302, CONTENT_NOT_FOUND",
        "304, CONTENT_NOT_FOUND",
        "400, CONTENT_NOT_FOUND",
        "401, CONTENT_FORBIDDEN",
        "403, CONTENT_FORBIDDEN",
        "404, CONTENT_NOT_FOUND",
        "407, CONTENT_FORBIDDEN",
        "410, CONTENT_NOT_FOUND",
        "451, CONTENT_FORBIDDEN"
    })
    void takesTheStatusForARefusal(int status, RejectionCode code) {
        assertRefused(code, "/status?" + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void takesTheStatusForABadMoment(int status) {
        assertUnavailable("/status?" + status);
    }

    @Test
    void readsNoMoreThanTheLimit() {
        assertRefused(RejectionCode.TOO_LARGE, "/announced?" + (LIMIT + 1));
        assertRefused(RejectionCode.TOO_LARGE, "/endless");
        assertRefused(RejectionCode.TOO_LARGE, "/endless-chunks");
    }

    @Test
    void takesAnUnfinishedFileForABadMoment() {
        assertUnavailable("/cut-off");
        assertUnavailable("/cut-off-chunks");
    }

    @Test
    void readsNoMoreThanWasAnnounced() throws Exception {
        try (FileContent content = fetch("/more-than-announced")) {
            assertThat(content.length()).isEqualTo(4);
        }
    }

    @Test
    void doesNotUnpackWhatItDidNotAskFor() {
        assertRefused(RejectionCode.UNSUPPORTED, "/gzip");
    }

    @Test
    void readsNoEndlessHeader() {
        assertUnavailable("/endless-header");
        assertUnavailable("/endless-headers");
    }

    @Test
    void doesNotWaitForASilentServer() {
        assertUnavailable("/silent", Map.of("read-limit", "200ms"));
    }

    @Test
    void doesNotWaitForASlowServerLongerThanTheWholeMayTake() {
        assertThatExceptionOfType(ContentUnavailableException.class)
                .isThrownBy(() -> fetch("/drip", Map.of("time-limit", "500ms")))
                .withMessageContaining("longer than 500 ms");
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws Exception {
        FutureTask<Object> outcome = new FutureTask<>(() -> {
            try {
                return fetch("/drip");
            } catch (InterruptedException stopped) {
                return "stopped";
            }
        });
        Thread thread = new Thread(outcome);
        thread.start();
        server.awaitRequest();

        thread.interrupt();

        assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo("stopped");
    }

    @Test
    void takesARefusedConnectionForABadMoment() throws Exception {
        server.close();

        assertUnavailable("/file");
    }

    @Test
    void takesAnUnknownHostForABadMoment() throws Exception {
        try (WebFetcher fetcher = fetcher(
                host -> {
                    throw new UnknownHostException(host);
                },
                Map.of())) {
            assertThatExceptionOfType(ContentUnavailableException.class)
                    .isThrownBy(() -> fetcher.fetch("acme", at("/file")));
        }
    }

    @Test
    void doesNotWaitForASlowNameServer() throws Exception {
        try (WebFetcher fetcher = fetcher(
                host -> {
                    awaitForEver();
                    return LOOPBACK;
                },
                Map.of("connect-limit", "200ms"))) {
            assertThatExceptionOfType(ContentUnavailableException.class)
                    .isThrownBy(() -> fetcher.fetch("acme", at("/file")))
                    .withMessageContaining("not found in time");
        }
    }

    private static void awaitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void connectsToNoPrivateAddress() throws Exception {
        Map<String, String> strict = Map.of("allow-private-addresses", "false");

        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "/file", strict);
        try (WebFetcher fetcher = fetcher(InetAddress::getAllByName, strict)) {
            assertThatExceptionOfType(ContentRefusedException.class)
                    .isThrownBy(() -> fetcher.fetch("acme", URI.create("http://127.0.0.1:" + server.port() + "/file")));
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void connectsToNothingWhenOneOfTheAddressesIsPrivate() throws Exception {
        InetAddress[] mixed = {InetAddress.getByName("8.8.8.8"), InetAddress.getLoopbackAddress()};
        try (WebFetcher fetcher = fetcher(host -> mixed, Map.of("allow-private-addresses", "false"))) {
            assertThatExceptionOfType(ContentRefusedException.class)
                    .isThrownBy(() -> fetcher.fetch("acme", at("/file")))
                    .extracting(ContentRefusedException::code)
                    .isEqualTo(RejectionCode.CONTENT_FORBIDDEN);
        }
    }

    @Test
    void refusesAHostThatCanBeReadInSeveralWays() throws Exception {
        try (WebFetcher fetcher = fetcher(InetAddress::getAllByName, Map.of())) {
            assertThatExceptionOfType(ContentRefusedException.class)
                    .isThrownBy(
                            () -> fetcher.fetch("acme", URI.create("http://2130706433:" + server.port() + "/file")));
        }
    }

    /** The second answer is another: what was checked would not be what is connected to. */
    @Test
    void asksTheNameServerOnceForEachConnection() throws Exception {
        Deque<InetAddress[]> answers = new ArrayDeque<>(List.of(LOOPBACK, new InetAddress[] {null}));
        try (WebFetcher fetcher = fetcher(host -> answers.remove(), Map.of())) {
            fetcher.fetch("acme", at("/file")).close();
        }

        assertThat(answers).hasSize(1);
    }

    private void assertRefused(RejectionCode code, String path) {
        assertRefused(code, path, Map.of());
    }

    private void assertRefused(RejectionCode code, String path, Map<String, String> settings) {
        assertThatExceptionOfType(ContentRefusedException.class)
                .isThrownBy(() -> fetch(path, settings))
                .extracting(ContentRefusedException::code)
                .isEqualTo(code);
    }

    private void assertUnavailable(String path) {
        assertUnavailable(path, Map.of());
    }

    private void assertUnavailable(String path, Map<String, String> settings) {
        assertThatExceptionOfType(ContentUnavailableException.class).isThrownBy(() -> fetch(path, settings));
    }
}
