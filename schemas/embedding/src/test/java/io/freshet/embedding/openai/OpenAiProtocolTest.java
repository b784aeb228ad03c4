package io.freshet.embedding.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.http.ScriptedServer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OpenAiProtocolTest {
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
    void asksAsTheApiWantsAndPutsTheVectorsInOrder() throws EmbeddingException {
        server.answering(
                200,
                "{\"object\":\"list\",\"data\":[{\"index\":1,\"embedding\":[3,4e0]},{\"index\":0,\"embedding\":[1,-2.5]}]}");

        List<float[]> vectors = protocol(null, false).ask(List.of("a", "é"), TextKind.PASSAGE);

        assertThat(vectors.get(0)).containsExactly(1, -2.5f);
        assertThat(vectors.get(1)).containsExactly(3, 4);
        ScriptedServer.Asked asked = server.asked().get(0);
        assertThat(asked.address()).isEqualTo("/v1/embeddings");
        assertThat(asked.json().toString())
                .isEqualTo("{\"model\":\"m\",\"encoding_format\":\"float\",\"input\":[\"a\",\"é\"]}");
    }

    @Test
    void readsBase64AndAsksForShorterVectorsWhenItIsToldTo() throws EmbeddingException {
        // 1.0 and -2.0 as little-endian floats
        server.answering(200, "{\"data\":[{\"index\":0,\"embedding\":\"AACAPwAAAMA=\"}]}");

        List<float[]> vectors = protocol(2, true).ask(List.of("a"), TextKind.PASSAGE);

        assertThat(vectors.get(0)).containsExactly(1, -2);
        JsonNode request = server.asked().get(0).json();
        assertThat(request.path("encoding_format").asText()).isEqualTo("base64");
        assertThat(request.path("dimensions").asInt()).isEqualTo(2);
    }

    @Test
    void aServerThatNumbersNothingAnswersInOrder() throws EmbeddingException {
        server.answering(200, "{\"data\":[{\"embedding\":[1]},{\"embedding\":[2]}]}");

        assertThat(protocol(null, false)
                        .ask(List.of("a", "b"), TextKind.PASSAGE)
                        .get(1))
                .containsExactly(2);
    }

    @Test
    void vectorsOfNoTextAreNoAnswer() {
        for (String index : List.of("1", "-1")) {
            server.answering(200, "{\"data\":[{\"index\":" + index + ",\"embedding\":[1]}]}");

            assertThatThrownBy(() -> protocol(null, false).ask(List.of("a"), TextKind.PASSAGE))
                    .hasMessageContaining("belong to no text");
        }
    }

    private OpenAiProtocol protocol(@Nullable Integer shortenTo, boolean base64) {
        return new OpenAiProtocol(server.calls(), "m", shortenTo, base64);
    }
}
