package io.freshet.embedding.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.EmbeddingException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A private directory for what native code must read from files, gone as soon as everything is loaded.
 *
 * <p>Left alone, the tokenizer unpacks its library into the user's home, and ONNX Runtime leaves its own in the
 * temporary directory whenever the process is killed.
 */
final class NativeFiles implements AutoCloseable {
    private static final String ONNX_PATH = "onnxruntime.native.path";
    private static final String TOKENIZER_CACHE = "ENGINE_CACHE_DIR";
    /** The tokenizer's library asks for a graphics card through JNA, which unpacks itself too. */
    private static final String JNA_DIRECTORY = "jna.tmpdir";

    /** Without it the tokenizer's library reports each start to its makers, over the network. */
    private static final String NO_TELEMETRY = "OPT_OUT_TRACKING";

    private final Path directory;
    private final List<String> ownProperties = new ArrayList<>();

    private NativeFiles(Path directory) {
        this.directory = directory;
    }

    /** Work that needs the directory. */
    interface Loading<T> {
        T run(NativeFiles files) throws EmbeddingException;
    }

    /** Loads one thing at a time: where native code loads from is a property of the whole process. */
    static <T> T with(Loading<T> loading) throws EmbeddingException {
        synchronized (NativeFiles.class) {
            try (NativeFiles files = open()) {
                return loading.run(files);
            } catch (IOException e) {
                throw new EmbeddingException(Kind.UNAVAILABLE, "no temporary directory: " + e.getMessage(), e);
            }
        }
    }

    static NativeFiles open() throws IOException {
        System.setProperty(NO_TELEMETRY, "true");
        NativeFiles files = new NativeFiles(Files.createTempDirectory("freshet-onnx-"));
        files.point(TOKENIZER_CACHE);
        files.point(JNA_DIRECTORY);
        return files;
    }

    Path copy(String resource) throws IOException {
        Path file = directory.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        try (InputStream in = OnnxEmbedder.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("not on the class path: " + resource);
            }
            Files.copy(in, file);
        }
        return file;
    }

    /** Starts ONNX Runtime from this directory, or in its own way on a platform whose libraries have other names. */
    OrtEnvironment startRuntime() throws IOException {
        if (System.getProperty(ONNX_PATH) == null && hasRuntimeLibraries()) {
            for (String library : List.of("onnxruntime", "onnxruntime4j_jni")) {
                copy(runtimeLibrary(library));
            }
            point(ONNX_PATH);
        }
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "freshet");
    }

    private static boolean hasRuntimeLibraries() {
        return OnnxEmbedder.class.getResource(runtimeLibrary("onnxruntime4j_jni")) != null;
    }

    private static String runtimeLibrary(String name) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "");
        String os = system.contains("win") ? "win" : system.contains("mac") ? "osx" : "linux";
        String cpu = machine.equals("amd64") || machine.equals("x86_64") ? "x64" : machine;
        return "/ai/onnxruntime/native/" + os + "-" + cpu + "/" + System.mapLibraryName(name);
    }

    /** Sets a property that only says where to load from; one that the user has set stays. */
    private void point(String property) {
        if (System.getProperty(property) == null && System.getenv(property) == null) {
            System.setProperty(property, directory.toString());
            ownProperties.add(property);
        }
    }

    /** What cannot be deleted now, as on Windows, goes when the process ends. */
    @Override
    public void close() {
        ownProperties.forEach(System::clearProperty);
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                if (!path.toFile().delete()) {
                    path.toFile().deleteOnExit();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
