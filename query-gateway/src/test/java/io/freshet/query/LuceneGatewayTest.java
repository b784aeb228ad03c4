package io.freshet.query;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.store.IndexIdentity;
import io.freshet.store.ModelMismatchException;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import io.freshet.store.lucene.LuceneStore;
import io.freshet.testkit.HashEmbedder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway over the real embedded store. */
class LuceneGatewayTest {
    private static final String TENANT = "default";
    private static final IndexIdentity IDENTITY = new IndexIdentity("hash-of-words-16", 16);

    @TempDir
    Path directory;

    private final HashEmbedder embedder = new HashEmbedder(16);
    private LuceneStore store;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        store = LuceneStore.open(directory);
        store.open(IDENTITY);
        gateway = new Gateway(store, new ManualTime());
        write(
                chunk("sensor").id(1).text("Exchange the desiccant DC-12.").put(TENANT, embedder),
                head("sensor")
                        .metadata(metadata().title("Sensor").tags("hardware"))
                        .put(TENANT),
                chunk("winter").id(2).text("Ice props the river up.").put(TENANT, embedder),
                head("winter").put(TENANT));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        store.close();
    }

    @Test
    void findsByWordByMeaningAndByBoth() throws Exception {
        for (String mode : List.of("keyword", "vector", "hybrid")) {
            JsonNode answer = search("{\"query\":\"DC-12 desiccant\",\"mode\":\"" + mode + "\"}");

            assertThat(answer.at("/hits/0/documentId").asText()).as(mode).isEqualTo("sensor");
            assertThat(answer.at("/hits/0/title").asText()).isEqualTo("Sensor");
        }
    }

    @Test
    void aDeletedDocumentIsGoneWithItsHead() throws Exception {
        write(head("winter").sequence(2).deleted().put(TENANT));

        assertThat(search("{\"query\":\"river ice\"}").path("hits"))
                .extracting(hit -> hit.path("documentId").asText())
                .doesNotContain("winter");
        HttpResponse<String> standing = gateway.get("/v1/documents/{documentId}", "/v1/documents/winter");
        assertThat(standing.body()).contains("DOCUMENT_DELETED");
    }

    @Test
    void anIndexOfAnotherModelIsRefused() throws Exception {
        assertThatThrownBy(() -> Main.requireSameModel(store.identity(), new IndexIdentity("another", 384)))
                .isInstanceOf(ModelMismatchException.class);
        Main.requireSameModel(store.identity(), IDENTITY);
        Main.requireSameModel(Optional.empty(), IDENTITY);
    }

    private JsonNode search(String body) throws Exception {
        return new ObjectMapper().readTree(gateway.search(body).body());
    }

    private void write(Write... writes) {
        assertThat(store.apply(List.of(writes))).allMatch(Outcome.Accepted.class::isInstance);
    }
}
