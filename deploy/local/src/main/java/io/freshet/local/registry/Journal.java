package io.freshet.local.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registry's memory: a file of JSON lines, each on disk before its request is answered.
 *
 * <p>A line without an end was being written when the process died, so nobody was promised it: it is dropped.
 */
final class Journal implements AutoCloseable {
    /** One accepted change: a schema under a subject, or a compatibility level. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            int v,
            String kind,
            @Nullable String subject,
            @Nullable Integer id,
            @Nullable String schema,
            @Nullable String level) {
        static Entry schema(String subject, int id, String schema) {
            return new Entry(1, "schema", subject, id, schema, null);
        }

        static Entry level(@Nullable String subject, Compatibility level) {
            return new Entry(1, "level", subject, null, null, level.name());
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final FileChannel file;
    private final List<Entry> past;

    private Journal(FileChannel file) throws IOException {
        this.file = file;
        this.past = read();
    }

    static Journal open(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() == null) {
                throw new IOException("another process is using " + path);
            }
            return new Journal(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What was there when the file was opened. */
    List<Entry> past() {
        return past;
    }

    private List<Entry> read() throws IOException {
        byte[] all = new byte[Math.toIntExact(file.size())];
        ByteBuffer buffer = ByteBuffer.wrap(all);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            // Until all is read.
        }
        List<Entry> entries = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                entries.add(parse(new String(all, start, i - start, StandardCharsets.UTF_8), entries.size() + 1));
                start = i + 1;
            }
        }
        file.truncate(start);
        file.position(start);
        return List.copyOf(entries);
    }

    private Entry parse(String line, int number) throws IOException {
        try {
            return json.readValue(line, Entry.class);
        } catch (JsonProcessingException e) {
            throw new IOException("the registry's file is damaged in line " + number, e);
        }
    }

    /** Returns when the entry is on disk; a failed write leaves no half line behind. */
    void append(Entry entry) throws IOException {
        long before = file.position();
        try {
            ByteBuffer line = ByteBuffer.wrap((json.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(true);
        } catch (IOException e) {
            file.truncate(before);
            file.position(before);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
