package io.freshet.store.lucene;

import io.freshet.store.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Writes the values of a row one after the other; {@link RowInput} reads them in the same order. */
final class RowOutput {
    private final ByteBuffersDataOutput out = new ByteBuffersDataOutput();

    RowOutput integer(long value) {
        return written(() -> out.writeZLong(value));
    }

    RowOutput text(String value) {
        return written(() -> out.writeString(value));
    }

    RowOutput flag(boolean value) {
        return integer(value ? 1 : 0);
    }

    RowOutput optionalText(@Nullable String value) {
        return value == null ? flag(false) : flag(true).text(value);
    }

    RowOutput optionalInteger(@Nullable Number value) {
        return value == null ? flag(false) : flag(true).integer(value.longValue());
    }

    RowOutput instant(Instant value) {
        return integer(value.getEpochSecond()).integer(value.getNano());
    }

    RowOutput id(UUID value) {
        return integer(value.getMostSignificantBits()).integer(value.getLeastSignificantBits());
    }

    RowOutput optionalId(@Nullable UUID value) {
        return value == null ? flag(false) : flag(true).id(value);
    }

    RowOutput texts(Collection<String> values) {
        integer(values.size());
        values.forEach(this::text);
        return this;
    }

    RowOutput metadata(Metadata value) {
        optionalText(value.title()).optionalText(value.uri()).optionalText(value.source());
        optionalText(value.language()).optionalText(value.mediaType());
        texts(value.tags()).texts(value.readers());
        Map<String, String> attributes = new TreeMap<>(value.attributes());
        texts(attributes.keySet()).texts(attributes.values());
        return value.modifiedAt() == null ? flag(false) : flag(true).instant(value.modifiedAt());
    }

    BytesRef bytes() {
        return new BytesRef(out.toArrayCopy());
    }

    private RowOutput written(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
