package io.freshet.ingest.content.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.ingest.content.AllowList;
import io.freshet.ingest.content.ClaimCheckStore;
import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.content.ContentStoreContract;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.CountedBytes;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.content.OwnFetcher;
import io.freshet.ingest.content.Spool;
import io.freshet.ingest.reject.RejectionCode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The store in a bucket, and references to buckets, against a real server. */
@Tag("witness")
class S3StoreTest extends ContentStoreContract {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    static Path home;

    private static S3Server server;

    @TempDir
    Path temp;

    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
    private final String bucket = "kept-" + ProcessHandle.current().pid() + "-" + BUCKETS.incrementAndGet();
    private ContentSettings settings;
    private Spool spool;
    private S3Client client;
    private S3Content s3;
    private ClaimCheckStore store;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        settings = server.settings(Map.of("s3.bucket", bucket, "s3.prefix", "freshet/"));
        client = S3Connection.open(settings);
        client.createBucket(request -> request.bucket(bucket));
        spool = new Spool(temp, 1 << 30, Duration.ofSeconds(5));
        s3 = new S3Content(settings, spool, watcher);
        store = s3.store(bucket, CLOCK);
    }

    @AfterEach
    void close() {
        assertThat(spool.directory()).isDirectoryNotContaining(file -> !file.endsWith("lock"));
        s3.close();
        client.close();
        spool.close();
        watcher.shutdownNow();
    }

    @Override
    protected ClaimCheckStore store() {
        return store;
    }

    @Override
    protected List<String> held() {
        return client.listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private ContentFetcher fetcher(String... allowed) {
        return s3.fetcher(AllowList.of(List.of(allowed)));
    }

    private void put(String key, String text) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    @Test
    void keepsFilesUnderThePrefixAsTheDirectoryDoes() throws Exception {
        URI reference = store.keep("acme", new ByteArrayInputStream(new byte[] {1}), 10);

        assertThat(reference.toString()).startsWith("freshet:acme/2026-03-01/");
        assertThat(held()).containsExactly("freshet/" + reference.getSchemeSpecificPart());
    }

    @Test
    void fetchesWhatASenderPutIntoAnAllowedBucket() throws Exception {
        put("docs/a b+c#d?e/ü.txt", "text");

        URI reference = URI.create("s3://" + bucket + "/docs/a%20b+c%23d%3Fe/%C3%BC.txt");
        try (FileContent content = fetcher("s3://" + bucket + "/docs").fetch("acme", reference)) {
            assertThat(content.open()).hasContent("text");
        }
    }

    @Test
    void refusesOtherBucketsAndOtherPaths() {
        put("closed/a", "text");

        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "s3://" + bucket + "/closed/a");
        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "s3://other/open/a");
        assertRefused(RejectionCode.CONTENT_FORBIDDEN, "s3://" + bucket + "/open/../closed/a");
    }

    @Test
    void refusesKeptFilesByTheirKeyWhateverIsAllowed() throws Exception {
        URI reference = store.keep("acme", new ByteArrayInputStream(new byte[] {1}), 10);
        URI key = URI.create("s3://" + bucket + "/freshet/" + reference.getSchemeSpecificPart());

        assertThatExceptionOfType(ContentRefusedException.class)
                .isThrownBy(() -> fetcher("s3://" + bucket).fetch("evil", key))
                .extracting(ContentRefusedException::code)
                .isEqualTo(RejectionCode.CONTENT_FORBIDDEN);
    }

    @Test
    void saysWhatIsWrongWithTheReference() {
        assertRefused(RejectionCode.CONTENT_NOT_FOUND, "s3://" + bucket + "/open/missing");
        assertRefused(RejectionCode.CONTENT_NOT_FOUND, "s3://missing-" + bucket + "/a");
        assertRefused(RejectionCode.BAD_EVENT, "s3://" + bucket + "/open/a?b");
        assertRefused(RejectionCode.BAD_EVENT, "s3://" + bucket + "/open/a#b");
        assertRefused(RejectionCode.BAD_EVENT, "s3://" + bucket);
    }

    @Test
    void fetchesNoMoreThanTheLimit() throws Exception {
        put("open/large", "x".repeat(1001));
        S3Content small = new S3Content(server.settings(Map.of("max-size", "1000B")), spool, watcher);
        try {
            ContentFetcher fetcher = small.fetcher(AllowList.of(List.of("s3://" + bucket)));
            assertThatExceptionOfType(ContentRefusedException.class)
                    .isThrownBy(() -> fetcher.fetch("acme", URI.create("s3://" + bucket + "/open/large")))
                    .extracting(ContentRefusedException::code)
                    .isEqualTo(RejectionCode.TOO_LARGE);
        } finally {
            small.close();
        }
    }

    @Test
    void blamesNoEventForItsOwnCredentials() throws Exception {
        URI reference = store.keep("acme", new ByteArrayInputStream(new byte[] {1}), 10);
        S3Content stranger = new S3Content(
                server.settings(Map.of("s3.bucket", bucket, "s3.prefix", "freshet/", "s3.secret-key", "wrong")),
                spool,
                watcher);
        try {
            ClaimCheckStore denied = stranger.store(bucket, CLOCK);
            assertThatExceptionOfType(ContentUnavailableException.class)
                    .isThrownBy(() -> new OwnFetcher(denied).fetch("acme", reference));
            assertThatExceptionOfType(ContentUnavailableException.class)
                    .isThrownBy(() -> denied.keep("acme", new CountedBytes(10), 10));
            assertThatException().isThrownBy(denied::check);
        } finally {
            stranger.close();
        }
    }

    @Test
    void isUnavailableWhenNobodyAnswers() throws Exception {
        S3Content lonely = new S3Content(
                server.settings(Map.of("s3.endpoint", "http://127.0.0.1:1", "time-limit", "5s")), spool, watcher);
        try {
            ClaimCheckStore away = lonely.store(bucket, CLOCK);
            assertThatExceptionOfType(ContentUnavailableException.class)
                    .isThrownBy(() -> away.keep("acme", new CountedBytes(10), 10));
            assertThatException().isThrownBy(away::check);
        } finally {
            lonely.close();
        }
    }

    @Test
    void isUnavailableWhenItsBucketIsMissing() throws Exception {
        URI reference = store.keep("acme", new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)), 10);
        ClaimCheckStore misnamed = s3.store("missing-" + bucket, CLOCK);

        assertThatExceptionOfType(ContentUnavailableException.class)
                .isThrownBy(() -> new OwnFetcher(misnamed).fetch("acme", reference));
        assertThatException().isThrownBy(misnamed::check);
    }

    private void assertRefused(RejectionCode code, String reference) {
        assertThatExceptionOfType(ContentRefusedException.class)
                .isThrownBy(() -> fetcher("s3://" + bucket + "/open", "s3://missing-" + bucket)
                        .fetch("acme", URI.create(reference)))
                .extracting(ContentRefusedException::code)
                .isEqualTo(code);
    }
}
