package io.freshet.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class NativeFilesTest {

    @Test
    void nothingIsLeftOnDiskOrInTheProcessProperties() throws IOException {
        Path copy;
        try (NativeFiles files = NativeFiles.open()) {
            copy = files.copy("/bge-small-en-v1.5-q-tokenizer.json");
            assertThat(copy).isNotEmptyFile();
            assertThat(System.getProperty("ENGINE_CACHE_DIR")).isNotNull();
        }

        assertThat(Files.exists(copy.getParent())).isFalse();
        assertThat(System.getProperty("ENGINE_CACHE_DIR")).isNull();
    }

    @Test
    void aMissingResourceIsNamed() throws IOException {
        try (NativeFiles files = NativeFiles.open()) {
            assertThatThrownBy(() -> files.copy("/no-such.onnx")).hasMessageContaining("/no-such.onnx");
        }
    }
}
