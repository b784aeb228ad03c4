package io.freshet.query.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.embedding.EmbeddingException;
import io.freshet.store.IndexIdentity;
import io.freshet.testkit.HashEmbedder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueryModelsTest {
    private final HashEmbedder old = new HashEmbedder(8);
    private final HashEmbedder young = new HashEmbedder(16);
    private final AtomicInteger opened = new AtomicInteger();
    private final QueryModels models = new QueryModels(old, () -> {
        opened.incrementAndGet();
        return young;
    });

    @Test
    void aQueryIsEmbeddedWithTheModelOfTheIndexThatServes() throws Exception {
        assertThat(models.of(identity(old))).isSameAs(old);
        assertThat(opened).hasValue(0);
        assertThat(models.of(identity(young))).isSameAs(young);
        assertThat(models.of(identity(old))).isSameAs(old);
        assertThat(models.of(identity(young))).isSameAs(young);
        assertThat(opened).hasValue(1);
    }

    @Test
    void beforeThereIsAnIndexThePresentModelWillDo() throws Exception {
        assertThat(models.of(null)).isSameAs(old);
    }

    @Test
    void anIndexOfAnUnknownModelCannotBeAsked() {
        assertThatThrownBy(() -> models.of(new IndexIdentity("foreign", 3)))
                .isInstanceOfSatisfying(EmbeddingException.class, unavailable -> assertThat(unavailable.kind())
                        .isEqualTo(EmbeddingException.Kind.UNAVAILABLE))
                .hasMessageContaining("foreign");
    }

    private static IndexIdentity identity(HashEmbedder embedder) {
        return new IndexIdentity(embedder.model().id(), embedder.model().dimensions());
    }
}
