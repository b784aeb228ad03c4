package io.freshet.embedding.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonCallsTest {
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID, false",
        "413, INVALID, false",
        "422, INVALID, false",
        "401, UNAVAILABLE, true",
        "402, UNAVAILABLE, true",
        "403, UNAVAILABLE, true",
        "404, UNAVAILABLE, true",
        "405, UNAVAILABLE, true",
        "301, UNAVAILABLE, true",
        "418, UNAVAILABLE, true",
        "408, UNAVAILABLE, false",
        "424, UNAVAILABLE, false",
        "429, OVERLOADED, false",
        "500, UNAVAILABLE, false",
        "502, UNAVAILABLE, false",
        "503, UNAVAILABLE, false",
        "529, UNAVAILABLE, false"
    })
    void aStatusIsARefusedTextAWrongSettingOrAMatterOfPatience(int status, Kind kind, boolean misconfigured) {
        server.answering(status, "{\"error\":{\"code\":\"some_code\"}}", "Location", "/elsewhere");

        EmbeddingException failure = failure(2);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.isMisconfigured()).isEqualTo(misconfigured);
        assertThat(failure).hasMessageContaining("HTTP " + status + ", some_code");
        assertThat(failure.culprit()).isNull();
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void anAccountWithoutQuotaIsNoMatterOfPatience() {
        server.answering(429, "{\"error\":{\"code\":\"insufficient_quota\"}}");

        assertThat(failure(1).isMisconfigured()).isTrue();
    }

    @Test
    void theOnlyTextOfARefusedListIsTheCulprit() {
        server.answering(413, "{\"error\":\"too long\",\"error_type\":\"Validation\"}");

        assertThat(failure(1).culprit()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"error":{"param":"input[2]"}}                        | 2
            {"error":{"message":"'$.input[1]' is too long"}}      | 1
            {"message":"texts[0] must not be empty"}              | 0
            {"error":{"message":"input[3] is too long"}}          |
            {"error":{"message":"something else"}}                |
            """)
    void theCulpritIsKnownWhenTheProviderTells(String body, Integer culprit) {
        server.answering(400, body);

        assertThat(failure(3).culprit()).isEqualTo(culprit);
    }

    @Test
    void aRequestToWaitIsPassedOn() {
        server.answering(429, "", "Retry-After", "7")
                .answering(503, "", "Retry-After", "Fri, 20 Mar 2026 12:00:30 GMT");

        assertThat(failure(1).retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(failure(1).retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void neitherTheKeyNorTheTextNorTheProvidersWordsAreRepeated() {
        server.answering(
                401, "{\"error\":{\"message\":\"bad key " + ScriptedServer.KEY + "\",\"code\":\"not a code\"}}");

        EmbeddingException failure = failure(1);

        assertThat(server.asked().get(0).authorization()).isEqualTo("Bearer " + ScriptedServer.KEY);
        assertThat(failure.toString()).doesNotContain(ScriptedServer.KEY, "bad key", "not a code");
        assertThat(new Endpoint("p", URI.create("http://h/"), "k3y", Duration.ZERO, Duration.ZERO, 1).toString())
                .doesNotContain("k3y");
    }

    @Test
    void aProviderThatSaysNothingIsNotWaitedForLong() {
        server.silent();

        EmbeddingException failure = failure(server.calls(Duration.ofMillis(200), 1000), 1);

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aProviderThatStopsInTheMiddleIsNotWaitedForLong() {
        server.stoppingInTheMiddle();

        EmbeddingException failure = failure(server.calls(Duration.ofMillis(300), 10_000), 1);

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("did not answer within 300 ms");
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() {
        server.answering(200, "[" + "1,".repeat(100_000) + "1]");

        EmbeddingException failure = failure(server.calls(Duration.ofSeconds(10), 1000), 1);

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("larger than 1000 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"<html>", "{\"a\":", "[\"x\"]", "{}"})
    void anAnswerThatIsNoneIsNoAnswer(String body) {
        server.answering(200, body);

        assertThat(failure(1).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void nobodyThereIsUnavailable() {
        JsonCalls calls = server.calls();
        server.close();

        assertThat(failure(calls, 1).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void anInterruptedCallerIsToldAndStaysInterrupted() {
        server.silent();
        Thread.currentThread().interrupt();

        EmbeddingException failure = failure(1);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, http://h/embed",
        "http://h/, http://h/embed",
        "http://h/v1/, http://h/v1/embed",
        "http://h/v1/embed, http://h/v1/embed",
        "http://h/v1?api-version=3, http://h/v1/embed?api-version=3"
    })
    void pathsAreAppendedToTheBase(URI base, URI expected) {
        Endpoint endpoint = new Endpoint("p", base, null, Duration.ZERO, Duration.ZERO, 1);

        assertThat(endpoint.at("/embed")).isEqualTo(expected);
    }

    private EmbeddingException failure(int texts) {
        return failure(server.calls(), texts);
    }

    private static EmbeddingException failure(JsonCalls calls, int texts) {
        return catchThrowableOfType(
                EmbeddingException.class, () -> calls.post("/x", JsonCalls.object(), float[][].class, texts));
    }
}
