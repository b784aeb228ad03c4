package io.freshet.index.topology;

import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies a metadata change: what is null stays, what is named in {@code clear} becomes empty. */
final class Patch {
    private final Metadata old;
    private final MetadataPatch patch;

    private Patch(Metadata old, MetadataPatch patch) {
        this.old = old;
        this.patch = patch;
    }

    static Metadata apply(Metadata old, MetadataPatch patch) {
        return new Patch(old, patch).result();
    }

    private Metadata result() {
        return new Metadata(
                orNull("title", patch.getTitle(), old.getTitle()),
                orNull("uri", patch.getUri(), old.getUri()),
                orNull("source", patch.getSource(), old.getSource()),
                orNull("language", patch.getLanguage(), old.getLanguage()),
                orEmpty("tags", patch.getTags(), old.getTags(), List.of()),
                orEmpty("readers", patch.getReaders(), old.getReaders(), List.of()),
                orEmpty("attributes", patch.getAttributes(), old.getAttributes(), Map.of()),
                orNull("modifiedAt", patch.getModifiedAt(), old.getModifiedAt()));
    }

    private <T> @Nullable T orNull(String field, @Nullable T given, @Nullable T kept) {
        if (given != null) {
            return given;
        }
        return patch.getClear().contains(field) ? null : kept;
    }

    private <T> T orEmpty(String field, @Nullable T given, T kept, T empty) {
        if (given != null) {
            return given;
        }
        return patch.getClear().contains(field) ? empty : kept;
    }
}
