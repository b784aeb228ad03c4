package io.freshet.store.lucene;

import io.freshet.store.Metadata;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RowOutput} wrote. */
final class RowInput {
    private final ByteArrayDataInput in;

    RowInput(BytesRef bytes) {
        this.in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    }

    long integer() throws IOException {
        return in.readZLong();
    }

    int smallInteger() throws IOException {
        return Math.toIntExact(integer());
    }

    String text() throws IOException {
        return in.readString();
    }

    boolean flag() throws IOException {
        return integer() == 1;
    }

    @Nullable
    String optionalText() throws IOException {
        return flag() ? text() : null;
    }

    @Nullable
    Long optionalInteger() throws IOException {
        return flag() ? integer() : null;
    }

    @Nullable
    Integer optionalSmallInteger() throws IOException {
        return flag() ? smallInteger() : null;
    }

    Instant instant() throws IOException {
        return Instant.ofEpochSecond(integer(), integer());
    }

    UUID id() throws IOException {
        return new UUID(integer(), integer());
    }

    @Nullable
    UUID optionalId() throws IOException {
        return flag() ? id() : null;
    }

    boolean hasMore() {
        return !in.eof();
    }

    List<String> texts() throws IOException {
        int size = smallInteger();
        List<String> texts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            texts.add(text());
        }
        return texts;
    }

    Metadata metadata() throws IOException {
        return new Metadata(
                optionalText(),
                optionalText(),
                optionalText(),
                optionalText(),
                optionalText(),
                texts(),
                texts(),
                attributes(),
                flag() ? instant() : null);
    }

    private Map<String, String> attributes() throws IOException {
        List<String> names = texts();
        List<String> values = texts();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            attributes.put(names.get(i), values.get(i));
        }
        return attributes;
    }
}
