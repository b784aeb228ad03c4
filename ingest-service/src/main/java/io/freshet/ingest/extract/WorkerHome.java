package io.freshet.ingest.extract;

import io.freshet.tika.wire.Wire;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The workers' jars.
 *
 * @param jars in a fixed order, because an archive of classes holds for one order only
 */
record WorkerHome(List<Path> jars) {

    private static final String MAIN_JAR = "freshet-tika-worker";

    static WorkerHome of(WorkerSettings settings) throws IOException {
        Path directory = settings.home() == null ? besideThisCode() : settings.home();
        if (!Files.isDirectory(directory)) {
            throw new IOException("no worker jars in " + directory + "; set freshet.workers.home");
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
            if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith(MAIN_JAR))) {
                throw new IOException("no " + MAIN_JAR + " jar in " + directory + "; set freshet.workers.home");
            }
            return new WorkerHome(jars);
        }
    }

    String classPath() {
        return String.join(
                java.io.File.pathSeparator, jars.stream().map(Path::toString).toList());
    }

    private static Path besideThisCode() throws IOException {
        CodeSource source = Wire.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI()).resolveSibling("worker");
        } catch (URISyntaxException e) {
            throw new IOException("cannot tell where the service's jars are; set freshet.workers.home", e);
        }
    }
}
