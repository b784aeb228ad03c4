package io.freshet.embedding.tei;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.http.ScriptedServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TeiProtocolTest {
    private static final String INFO =
            "{\"model_id\":\"BAAI/bge-small-en-v1.5\",\"max_input_length\":512,\"max_client_batch_size\":32}";

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void comparesTheModelOnceAndAsksForUncutTexts() throws EmbeddingException {
        server.answering(200, INFO).answering(200, "[[1,2],[3,null]]").answering(200, "[[1,2]]");
        TeiProtocol protocol = protocol("BAAI/bge-small-en-v1.5", 512);

        List<float[]> vectors = protocol.ask(List.of("a", "b"), TextKind.PASSAGE);
        protocol.ask(List.of("c"), TextKind.QUERY);

        assertThat(vectors.get(1)).containsExactly(3, Float.NaN);
        assertThat(server.asked())
                .extracting(ScriptedServer.Asked::address)
                .containsExactly("/v1/info", "/v1/embed", "/v1/embed");
        assertThat(server.asked().get(1).json().toString())
                .isEqualTo("{\"normalize\":true,\"truncate\":false,\"inputs\":[\"a\",\"b\"]}");
    }

    @Test
    void anotherModelOrASmallerWindowIsASettingToChange() {
        server.answering(200, INFO).answering(200, INFO);

        assertThat(failure(protocol("intfloat/e5-small", 512)))
                .hasMessage("tei serves the model BAAI/bge-small-en-v1.5, configured is intfloat/e5-small");
        assertThat(failure(protocol("BAAI/bge-small-en-v1.5", 1024))).hasMessageContaining("up to 512 tokens");
    }

    private static EmbeddingException failure(TeiProtocol protocol) {
        EmbeddingException failure =
                catchThrowableOfType(EmbeddingException.class, () -> protocol.ask(List.of("a"), TextKind.PASSAGE));
        assertThat(failure.isMisconfigured()).isTrue();
        return failure;
    }

    private TeiProtocol protocol(String model, int window) {
        return new TeiProtocol(server.calls(), new EmbeddingModel(model, 2, window, "", ""));
    }
}
