package io.freshet.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

    @TempDir
    private Path dir;

    @Test
    void aFolderGivesItsFilesWithTheirPathsAsIds() throws IOException {
        write("b.txt");
        write("deep/er/a.md");
        write(".git/config");
        write("deep/.hidden");

        assertThat(Documents.below(List.of(dir)))
                .extracting(Documents.Found::id)
                .containsExactly("b.txt", "deep/er/a.md");
    }

    @Test
    void aFileNamedByItselfHasItsNameAsId() throws IOException {
        Path file = write("deep/a.md");

        assertThat(Documents.below(List.of(file))).containsExactly(new Documents.Found("a.md", file));
    }

    @Test
    void aFolderBelowAHiddenOneCanStillBeNamed() throws IOException {
        write(".notes/a.md");

        assertThat(Documents.below(List.of(dir.resolve(".notes"))))
                .extracting(Documents.Found::id)
                .containsExactly("a.md");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Documents.below(List.of(dir.resolve("none"))))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none");
    }

    private Path write(String name) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }
}
