package io.freshet.bench.chunkers;

import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.TextKind;
import io.freshet.embedding.onnx.OnnxEmbedder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The bundled model with a file of all vectors it ever made: the second run embeds nothing. */
final class CachedVectors implements AutoCloseable {
    private static final int BATCH = 64;

    private final OnnxEmbedder model;
    private final Map<String, float[]> known = new HashMap<>();
    private final DataOutputStream file;

    CachedVectors(Path directory, OnnxEmbedder model) throws IOException {
        this.model = model;
        Files.createDirectories(directory);
        Path path = directory.resolve(model.model().id() + ".vectors");
        if (Files.exists(path)) {
            read(path);
        }
        file = new DataOutputStream(Files.newOutputStream(
                path, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE));
    }

    /** Vectors in the order of the texts. */
    List<float[]> of(List<String> texts, TextKind kind) throws EmbeddingException {
        List<String> keys = texts.stream().map(text -> key(text, kind)).toList();
        Map<String, String> missing = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!known.containsKey(keys.get(i))) {
                missing.put(keys.get(i), texts.get(i));
            }
        }
        List<String> work = new ArrayList<>(new LinkedHashSet<>(missing.keySet()));
        for (int from = 0; from < work.size(); from += BATCH) {
            List<String> batch = work.subList(from, Math.min(work.size(), from + BATCH));
            keep(batch, model.embed(batch.stream().map(missing::get).toList(), kind));
        }
        return keys.stream().map(known::get).toList();
    }

    private void keep(List<String> keys, List<float[]> vectors) {
        try {
            for (int i = 0; i < keys.size(); i++) {
                known.put(keys.get(i), vectors.get(i));
                file.writeUTF(keys.get(i));
                for (float value : vectors.get(i)) {
                    file.writeFloat(value);
                }
            }
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a killed run left half written at the end is cut off. */
    private void read(Path path) throws IOException {
        int entry = 2
                + key("", TextKind.PASSAGE).length()
                + Float.BYTES * model.model().dimensions();
        long whole = Files.size(path) / entry;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            for (long i = 0; i < whole; i++) {
                String key = in.readUTF();
                float[] vector = new float[model.model().dimensions()];
                for (int d = 0; d < vector.length; d++) {
                    vector[d] = in.readFloat();
                }
                known.put(key, vector);
            }
        } catch (EOFException cut) {
            throw new IOException(path + " is not a file of vectors; delete it", cut);
        }
        if (Files.size(path) != whole * entry) {
            try (var channel = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
                channel.truncate(whole * entry);
            }
        }
    }

    private static String key(String text, TextKind kind) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(kind.name().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
