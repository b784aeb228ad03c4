package io.freshet.records.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The files that the build fetched. A missing or different file is a failure. */
final class Witnesses {
    private static final String CONFLUENT_SHA_256 = "fcba31945ab17f393008f46975b37dd12516e59f536b0bec5a19ab9fd84464d1";
    private static final String APICURIO_SHA_256 = "2b28181501a20cbf6efcd77f9b7153908fc01f3d3a7c32024c0bd9e1b04c8a43";

    private Witnesses() {}

    static Path directory() {
        return Path.of(Objects.requireNonNull(System.getProperty("witness.directory"), "run by mvn verify"));
    }

    static Path confluent() throws IOException {
        return verified("confluent.jar", CONFLUENT_SHA_256);
    }

    /** Starts the registry on a port of the loopback interface, its storage in memory. */
    static Child startApicurio(int port) throws IOException {
        verified("apicurio.tar.gz", APICURIO_SHA_256);
        return Child.java(
                directory().resolve("apicurio"),
                List.of(
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dapicurio.datasource.jdbc.initial-size=1",
                        "-Dapicurio.datasource.jdbc.min-size=1",
                        "-jar",
                        "apicurio-registry-app-3.0.9-runner.jar"));
    }

    private static Path verified(String name, String sha256) throws IOException {
        Path file = directory().resolve(name);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String actual = HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
            if (!actual.equals(sha256)) {
                throw new IllegalStateException(name + " has SHA-256 " + actual + ", expected " + sha256);
            }
            return file;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
