package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Limits;
import io.freshet.tika.wire.WireBlock;
import io.freshet.tika.wire.WorkRequest;
import io.freshet.tika.wire.WorkerSays.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file that was read in the test's own process. */
record ReadFile(List<WireBlock> blocks, Done done) {

    private static final FileReader READER = new FileReader();

    static ReadFile of(@Nullable String name, byte[] bytes) throws IOException {
        return of(name, bytes, 5_000_000);
    }

    static ReadFile of(@Nullable String name, byte[] bytes, int maxChars) throws IOException {
        return of(name, null, bytes, new Limits(maxChars, 4000, 1, 200, false, false, null));
    }

    static ReadFile of(@Nullable String name, @Nullable String declaredType, byte[] bytes, Limits limits)
            throws IOException {
        Path file = Files.createTempFile("read", null);
        try {
            Files.write(file, bytes);
            List<WireBlock> blocks = new ArrayList<>();
            WorkRequest request = new WorkRequest(name, declaredType, limits, bytes.length);
            return new ReadFile(blocks, READER.read(request, file, blocks::add));
        } finally {
            Files.delete(file);
        }
    }

    @Nullable
    FailureCode code() {
        return done.failure() == null ? null : done.failure().code();
    }

    /** One line for each block, such as {@code HEADING1 Title} or {@code PARAGRAPH p2 Text}. */
    List<String> outline() {
        return blocks.stream()
                .map(block -> block.kind()
                        + (block.level() > 0 ? String.valueOf(block.level()) : "")
                        + (block.page() > 0 ? " p" + block.page() : "")
                        + " " + block.text())
                .collect(Collectors.toList());
    }
}
