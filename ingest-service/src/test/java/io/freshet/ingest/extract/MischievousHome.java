package io.freshet.ingest.extract;

import io.freshet.tika.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The workers' jars, and with them a parser that misbehaves on request. */
final class MischievousHome {

    private static final List<String> MISCHIEF = List.of(
            "io/freshet/tika/mischief/MischiefParser.class",
            "META-INF/services/org.apache.tika.parser.Parser",
            "custom-mimetypes.xml");

    private MischievousHome() {}

    static Path in(Path directory) throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Path real = Path.of(Wire.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolveSibling("worker");
        try (Stream<Path> jars = Files.list(real)) {
            for (Path jar : jars.toList()) {
                Files.createSymbolicLink(home.resolve(jar.getFileName()), jar);
            }
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(home.resolve("mischief.jar")))) {
            for (String name : MISCHIEF) {
                jar.putNextEntry(new JarEntry(name));
                copy(name, jar);
            }
        }
        return home;
    }

    private static void copy(String name, JarOutputStream jar) throws IOException {
        try (InputStream in = MischievousHome.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            in.transferTo(jar);
        }
    }
}
