package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeletedDataTest {
    @TempDir
    private Path data;

    @Test
    void whatRefersToOthersGoesBeforeThem() {
        assertThat(DeletedData.inOrder(List.of(
                        data.resolve("files"),
                        data.resolve("index"),
                        data.resolve("kafka"),
                        data.resolve("registry.jsonl"),
                        data.resolve("streams"))))
                .extracting(path -> String.valueOf(path.getFileName()))
                .containsExactly("streams", "index", "kafka", "files", "registry.jsonl");
    }

    @Test
    void onlyWhatIsNamedIsDeletedAndWhatWasLeftOfTheLastTime() throws IOException {
        Path streams = folder("streams");
        Path kafka = folder("kafka");
        folder("streams.deleted");
        folder("index.deleted");

        DeletedData.delete(data, List.of(streams));

        assertThat(data).isDirectoryContaining(path -> path.equals(kafka));
        assertThat(data.toFile().list()).containsExactly("kafka");
    }

    @Test
    void whatACutOffLeavesIsRemovedLater() throws IOException {
        folder("kafka");
        folder("kafka.deleted");

        assertThat(DeletedData.leftovers(data)).containsExactly(data.resolve("kafka.deleted"));
        DeletedData.remove(data);

        assertThat(data.toFile().list()).containsExactly("kafka");
        assertThat(DeletedData.leftovers(data.resolve("nothing"))).isEmpty();
    }

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(data.resolve(name));
        Files.writeString(folder.resolve("file"), "x");
        return folder;
    }
}
