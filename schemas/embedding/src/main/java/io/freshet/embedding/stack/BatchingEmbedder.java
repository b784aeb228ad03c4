package io.freshet.embedding.stack;

import io.freshet.embedding.Embedder;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.TokenCounter;
import io.freshet.embedding.lanes.Lanes;
import java.util.Arrays;
import java.util.List;

/** Sends a list in requests of a bounded size, several at a time, and gives the vectors back in the caller's order. */
final class BatchingEmbedder implements Embedder {
    private final Embedder delegate;
    private final TokenCounter counter;
    private final Batches batches;
    private final Lanes lanes;

    BatchingEmbedder(Embedder delegate, TokenCounter counter, Batches batches, Lanes lanes) {
        this.delegate = delegate;
        this.counter = counter;
        this.batches = batches;
        this.lanes = lanes;
    }

    @Override
    public EmbeddingModel model() {
        return delegate.model();
    }

    @Override
    public List<float[]> embed(List<String> texts, TextKind kind) throws EmbeddingException {
        List<int[]> cut = batches.of(texts.stream().mapToInt(counter::count).toArray());
        List<List<float[]>> answers = lanes.each(cut, batch -> ask(texts, batch, kind));
        float[][] vectors = new float[texts.size()][];
        for (int i = 0; i < cut.size(); i++) {
            for (int j = 0; j < cut.get(i).length; j++) {
                vectors[cut.get(i)[j]] = answers.get(i).get(j);
            }
        }
        return List.of(vectors);
    }

    private List<float[]> ask(List<String> texts, int[] batch, TextKind kind) throws EmbeddingException {
        try {
            return delegate.embed(Arrays.stream(batch).mapToObj(texts::get).toList(), kind);
        } catch (EmbeddingException failed) {
            Integer culprit = failed.culprit();
            throw culprit == null ? failed : failed.withCulprit(batch[culprit]);
        }
    }

    @Override
    public void close() {
        lanes.close(delegate::close);
    }
}
