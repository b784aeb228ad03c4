package io.freshet.records.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.records.RecordException;
import io.freshet.records.RecordException.Code;
import io.freshet.records.Samples;
import io.freshet.records.registry.Compatibility;
import io.freshet.records.registry.HttpRegistryClient;
import io.freshet.records.registry.RegistryClient;
import io.freshet.records.registry.SchemaReference;
import io.freshet.records.registry.SchemaText;
import io.freshet.records.serde.AvroWireDeserializer;
import io.freshet.records.serde.AvroWireSerializer;
import io.freshet.records.serde.RecordSerdes;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Confluent's own serializer and a registry by somebody else say what the wire format is. */
@Tag("witness")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireWitnessTest {
    private Child apicurio;
    private String url;

    @BeforeAll
    void startRegistry() throws Exception {
        int port = freePort();
        apicurio = Witnesses.startApicurio(port);
        url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
        Map<String, ?> patient = Map.of("schema.registry.url", url, "max.retries", 200, "retries.max.wait.ms", 300);
        try (RegistryClient registry = new HttpRegistryClient(patient)) {
            registry.setCompatibility(null, Compatibility.BACKWARD);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    void stopRegistry() {
        apicurio.close();
    }

    @Test
    void weReadWhatConfluentWritesAndWriteTheSameBytes(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("theirs");
        run(witnessFirst(), "write", file);

        Map<String, byte[]> theirs = load(file);

        Map<String, Object> specimens = new LinkedHashMap<>(Specimens.specific());
        specimens.putAll(Specimens.generic());
        assertThat(theirs).hasSameSizeAs(specimens);
        specimens.forEach((topic, value) -> {
            boolean specific = Specimens.specific().containsKey(topic);
            byte[] payload = Objects.requireNonNull(theirs.get(topic));
            assertThat(Specimens.show(read(topic, payload, specific))).isEqualTo(Specimens.show(value));
            assertThat(write(topic, value)).isEqualTo(payload);
        });
    }

    @Test
    void confluentReadsWhatWeWrite(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("ours");
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Specimens.specific().forEach((topic, value) -> {
            lines.add(line(topic, value));
            expected.add(topic + " specific " + Specimens.show(value));
            expected.add(topic + " generic " + Specimens.show(read(topic, write(topic, value), false)));
        });
        Specimens.generic().forEach((topic, value) -> {
            lines.add(line(topic, value));
            expected.add(topic + " generic " + Specimens.show(value));
        });
        Files.write(file, lines);

        List<String> output = run(witnessFirst(), "read", file);

        assertThat(output).containsAll(expected);
    }

    @Test
    void confluentStandsInForOursByConfigurationAlone(@TempDir Path directory) throws Exception {
        List<String> output = run(oursFirst(), "stand-in", directory);

        try (RecordSerdes serdes = new RecordSerdes(Map.of("schema.registry.url", url))) {
            String name = Samples.TOPICS.documents().name();
            byte[] ours = serdes.serializer(Samples.TOPICS.documents()).serialize(name, Samples.event());
            assertThat(output).contains(name + " true " + Base64.getEncoder().encodeToString(ours));
            assertThat(output)
                    .filteredOn(line -> line.contains("index-changes true "))
                    .hasSize(2);
        }
    }

    @Test
    void aRealRegistryRefusesWhatWouldBreakReaders() {
        try (RegistryClient registry = new HttpRegistryClient(Map.of("schema.registry.url", url))) {
            SchemaText before = new SchemaText("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
            SchemaText breaking = new SchemaText(
                    "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");
            String subject = "refusal/with a slash#and more";
            int id = registry.register(subject, before, false);
            registry.setCompatibility(subject, Compatibility.BACKWARD_TRANSITIVE);

            assertThat(registry.lookup(subject, before, false)).isEqualTo(id);
            assertThat(registry.latest(subject).id()).isEqualTo(id);
            assertThat(registry.isCompatible(subject, breaking)).isFalse();
            assertCode(Code.INCOMPATIBLE, () -> registry.register(subject, breaking, false));
            assertCode(Code.UNKNOWN_SCHEMA, () -> registry.lookup(subject, breaking, false));
            assertCode(Code.UNKNOWN_SUBJECT, () -> registry.latest("nobody"));
            assertCode(Code.UNKNOWN_VERSION, () -> registry.version(subject, 99));
            assertCode(Code.UNKNOWN_SCHEMA, () -> registry.byId(987_654, null));
            assertCode(Code.INVALID_SCHEMA, () -> registry.register("nonsense", new SchemaText("{\"type\":1}"), false));
        }
    }

    @Test
    void referencesComeBackFromARealRegistry() {
        try (RegistryClient registry = new HttpRegistryClient(Map.of("schema.registry.url", url))) {
            registry.register(
                    "inner", new SchemaText("{\"type\":\"record\",\"name\":\"x.Inner\",\"fields\":[]}"), false);
            SchemaText outer = new SchemaText(
                    "{\"type\":\"record\",\"name\":\"x.Outer\",\"fields\":[{\"name\":\"i\",\"type\":\"x.Inner\"}]}",
                    List.of(new SchemaReference("x.Inner", "inner", 1)));

            int id = registry.register("outer", outer, false);

            assertThat(registry.byId(id, "outer").references()).isEqualTo(outer.references());
        }
    }

    private static void assertCode(Code code, Runnable action) {
        assertThatExceptionOfType(RecordException.class).isThrownBy(action::run).satisfies(e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private byte[] write(String topic, Object value) {
        try (AvroWireSerializer serializer = new AvroWireSerializer()) {
            serializer.configure(Map.of("schema.registry.url", url), false);
            return serializer.serialize(topic, value);
        }
    }

    private Object read(String topic, byte[] payload, boolean specific) {
        try (AvroWireDeserializer deserializer = new AvroWireDeserializer()) {
            deserializer.configure(Map.of("schema.registry.url", url, "specific.avro.reader", specific), false);
            return deserializer.deserialize(topic, payload);
        }
    }

    private String line(String topic, Object value) {
        return topic + " " + Base64.getEncoder().encodeToString(write(topic, value));
    }

    private static Map<String, byte[]> load(Path file) throws Exception {
        Map<String, byte[]> payloads = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split(" ", -1);
            payloads.put(parts[0], Base64.getDecoder().decode(parts[1]));
        }
        return payloads;
    }

    private List<String> run(String classPath, String mode, Path file) throws Exception {
        List<String> arguments = List.of(
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.freshet.records",
                "-cp",
                classPath,
                ConfluentProgram.class.getName(),
                mode,
                url,
                file.toString());
        try (Child child = Child.java(Witnesses.directory(), arguments)) {
            return child.output();
        }
    }

    /** Confluent's jar with the Kafka and Avro it was built with; from us only classes of records and this package. */
    private static String witnessFirst() throws Exception {
        Path target = Witnesses.directory().resolveSibling(".");
        return String.join(
                File.pathSeparator,
                Witnesses.confluent().toString(),
                target.resolve("classes").toString(),
                target.resolve("test-classes").toString());
    }

    /** Our Kafka and Avro, with Confluent's serializers behind them. */
    private static String oursFirst() throws Exception {
        return System.getProperty("java.class.path") + File.pathSeparator + Witnesses.confluent();
    }
}
