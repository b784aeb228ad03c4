package io.freshet.embedding.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.http.ScriptedServer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CohereProtocolTest {
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
    void tellsQueriesFromDocuments() throws EmbeddingException {
        server.answering(200, "{\"id\":\"x\",\"embeddings\":{\"float\":[[1,2],[3,4]]}}")
                .answering(200, "{\"embeddings\":{\"float\":[[5]]}}");

        List<float[]> vectors = protocol(null).ask(List.of("a", "b"), TextKind.PASSAGE);
        protocol(256).ask(List.of("c"), TextKind.QUERY);

        assertThat(vectors.get(1)).containsExactly(3, 4);
        assertThat(server.asked().get(0).address()).isEqualTo("/v1/v2/embed");
        assertThat(server.asked().get(0).json().toString())
                .isEqualTo("{\"model\":\"m\",\"input_type\":\"search_document\",\"truncate\":\"NONE\","
                        + "\"embedding_types\":[\"float\"],\"texts\":[\"a\",\"b\"]}");
        assertThat(server.asked().get(1).json().path("input_type").asText()).isEqualTo("search_query");
        assertThat(server.asked().get(1).json().path("output_dimension").asInt())
                .isEqualTo(256);
    }

    @Test
    void anAnswerWithoutVectorsHasNone() throws EmbeddingException {
        server.answering(200, "{}").answering(200, "{\"embeddings\":{\"int8\":[[1]]}}");

        assertThat(protocol(null).ask(List.of("a"), TextKind.PASSAGE)).isEmpty();
        assertThat(protocol(null).ask(List.of("a"), TextKind.PASSAGE)).isEmpty();
    }

    private CohereProtocol protocol(@Nullable Integer shortenTo) {
        return new CohereProtocol(server.calls(), "m", shortenTo);
    }
}
