package io.freshet.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingModel;
import io.freshet.embedding.TextKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled model once more, from files. */
final class ModelFilesTest {
    private static final String TEXT = "The cat sleeps on the warm windowsill.";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void export() throws IOException {
        copy("/bge-small-en-v1.5-q.onnx", "model.onnx");
        copy("/bge-small-en-v1.5-q-tokenizer.json", "tokenizer.json");
    }

    @Test
    void anExportedModelGivesTheVectorsItGivesElsewhere() throws EmbeddingException {
        try (OnnxEmbedder exported = open(384, Pooling.CLS);
                OnnxEmbedder bundled = OnnxEmbedder.open(new OnnxSettings(1))) {
            float[] expected = bundled.embed(List.of(TEXT), TextKind.PASSAGE).get(0);

            assertThat(exported.embed(List.of(TEXT), TextKind.PASSAGE).get(0)).containsExactly(expected);
            assertThat(exported.model().id()).isEqualTo("exported");
            assertThat(exported.count(TEXT)).isEqualTo(bundled.count(TEXT));
        }
    }

    @Test
    void theMeanOfAllTokensIsAnotherVectorOfUnitLength() throws EmbeddingException {
        try (OnnxEmbedder mean = open(384, Pooling.MEAN);
                OnnxEmbedder first = open(384, Pooling.CLS)) {
            float[] vector = mean.embed(List.of(TEXT), TextKind.PASSAGE).get(0);

            double squares = 0;
            for (float value : vector) {
                squares += (double) value * value;
            }
            assertThat(squares).isBetween(0.9999, 1.0001);
            assertThat(vector)
                    .isNotEqualTo(first.embed(List.of(TEXT), TextKind.PASSAGE).get(0));
        }
    }

    @Test
    void otherDimensionsThanSaidAreRefusedAtTheStart() {
        EmbeddingException failure = catchThrowableOfType(EmbeddingException.class, () -> open(768, Pooling.CLS));

        assertThat(failure.isMisconfigured()).isTrue();
        assertThat(failure).hasMessageContaining("384 dimensions, configured are 768");
    }

    @Test
    void aMissingFileIsNamed() {
        ModelFiles missing = new ModelFiles(
                new EmbeddingModel("m", 384, 512, "", ""),
                directory.resolve("no.onnx"),
                directory.resolve("tokenizer.json"),
                Pooling.CLS);

        assertThat(catchThrowableOfType(
                        EmbeddingException.class, () -> OnnxEmbedder.open(missing, new OnnxSettings(1))))
                .hasMessageContaining("no.onnx");
    }

    @Test
    void aTokenizerCountsWithoutItsModel() throws EmbeddingException {
        try (Tokenizer read = Tokenizer.read(directory.resolve("tokenizer.json"), 512);
                Tokenizer bundled = Tokenizer.bundled()) {
            assertThat(read.count("embeddings")).isEqualTo(4);
            assertThat(bundled.count("embeddings")).isEqualTo(4);
        }
    }

    private static OnnxEmbedder open(int dimensions, Pooling pooling) throws EmbeddingException {
        return OnnxEmbedder.open(
                new ModelFiles(
                        new EmbeddingModel("exported", dimensions, 512, "", ""),
                        directory.resolve("model.onnx"),
                        directory.resolve("tokenizer.json"),
                        pooling),
                new OnnxSettings(1));
    }

    private static void copy(String resource, String file) throws IOException {
        try (InputStream in = ModelFilesTest.class.getResourceAsStream(resource)) {
            Files.copy(in, directory.resolve(file));
        }
    }
}
