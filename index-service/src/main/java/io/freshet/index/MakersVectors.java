package io.freshet.index;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.index.generation.QueryVector;
import io.freshet.store.IndexIdentity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Embeds queries with the models that are at hand to make the index. */
final class MakersVectors implements QueryVector {
    private final List<Maker> makers;

    MakersVectors(Maker current, @Nullable Maker next) {
        this.makers = Stream.of(current, next)
                .filter(Objects::nonNull)
                .filter(Maker::canEmbed)
                .toList();
    }

    @Override
    public Optional<float[]> of(IndexIdentity identity, String text) {
        Optional<Maker> maker = makers.stream()
                .filter(one -> one.recipe().identity().equals(identity))
                .findFirst();
        try {
            return maker.isEmpty()
                    ? Optional.empty()
                    : Optional.of(maker.get()
                            .embedder()
                            .embed(List.of(text), TextKind.QUERY)
                            .get(0));
        } catch (EmbeddingException unavailable) {
            return Optional.empty();
        }
    }
}
