package io.freshet.bench;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.onnx.OnnxEmbedder;
import java.util.ArrayList;
import java.util.List;

/** Two programs around one model file, and how alike their vectors are. */
final class Models {
    private Models() {}

    /** Ours, where a model that does not load is the end of the run. */
    static OnnxEmbedder open() {
        try {
            return OnnxEmbedder.open();
        } catch (EmbeddingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<float[]> ours(OnnxEmbedder embedder, List<String> texts) {
        try {
            return embedder.embed(texts, TextKind.PASSAGE);
        } catch (EmbeddingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<float[]> theirs(EmbeddingModel model, List<String> texts) {
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        return model.embedAll(segments).content().stream()
                .map(Embedding::vector)
                .toList();
    }

    /** The worst of all texts; 1 where all vectors point the same way. */
    static double smallestCosine(List<float[]> some, List<float[]> others) {
        double smallest = 1;
        for (int i = 0; i < some.size(); i++) {
            smallest = Math.min(smallest, cosine(some.get(i), others.get(i)));
        }
        return smallest;
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            ones += (double) one[i] * one[i];
            others += (double) other[i] * other[i];
        }
        return product / Math.sqrt(ones * others);
    }

    /** Passages of about 180 tokens. */
    static List<String> passages(int count) {
        SyntheticText text = new SyntheticText(3);
        List<String> passages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            text.changeTopic();
            passages.add(text.words(160));
        }
        return passages;
    }
}
