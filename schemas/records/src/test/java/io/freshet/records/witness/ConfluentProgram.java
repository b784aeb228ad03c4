package io.freshet.records.witness;

import io.freshet.records.Samples;
import io.freshet.records.Topic;
import io.freshet.records.serde.RecordSerdes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Confluent's serializer and deserializer as a program: writes specimens, reads ours, stands in for ours. */
final class ConfluentProgram {
    private static final String SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
    private static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

    private final String registry;

    private ConfluentProgram(String registry) {
        this.registry = registry;
    }

    /** Arguments: write, read or stand-in; the registry's URL; the file to write or read. */
    public static void main(String[] arguments) throws Exception {
        ConfluentProgram program = new ConfluentProgram(arguments[1]);
        switch (arguments[0]) {
            case "write" -> program.write(Path.of(arguments[2]));
            case "read" -> program.read(Path.of(arguments[2]));
            case "stand-in" -> program.standIn();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private void write(Path file) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Serializer<Object> serializer = serializer()) {
            serializer.configure(settings(false), false);
            Map<String, Object> specimens = new HashMap<>(Specimens.specific());
            specimens.putAll(Specimens.generic());
            specimens.forEach((topic, value) ->
                    lines.add(topic + " " + Base64.getEncoder().encodeToString(serializer.serialize(topic, value))));
        }
        Files.write(file, lines);
    }

    private void read(Path file) throws Exception {
        for (boolean specific : new boolean[] {true, false}) {
            try (Deserializer<Object> deserializer = deserializer()) {
                deserializer.configure(settings(specific), false);
                for (String line : Files.readAllLines(file)) {
                    String[] parts = line.split(" ", -1);
                    boolean record = Specimens.specific().containsKey(parts[0]);
                    if (record || !specific) {
                        Object value = deserializer.deserialize(
                                parts[0], Base64.getDecoder().decode(parts[1]));
                        System.out.println(parts[0] + (specific ? " specific " : " generic ") + Specimens.show(value));
                    }
                }
            }
        }
    }

    private void standIn() {
        Map<String, Object> settings = settings(true);
        settings.put(RecordSerdes.SERIALIZER, SERIALIZER);
        settings.put(RecordSerdes.DESERIALIZER, DESERIALIZER);
        try (RecordSerdes serdes = new RecordSerdes(settings)) {
            roundTrip(serdes, Samples.TOPICS.documents(), Samples.event());
            roundTrip(serdes, Samples.TOPICS.indexChanges(), Samples.chunk());
            roundTrip(serdes, Samples.TOPICS.indexChanges(), Samples.head());
        }
    }

    private static <V> void roundTrip(RecordSerdes serdes, Topic<V> topic, V value) {
        try (Serde<V> serde = serdes.serde(topic)) {
            byte[] payload = serde.serializer().serialize(topic.name(), value);
            V read = serde.deserializer().deserialize(topic.name(), payload);
            System.out.println(topic.name() + " " + read.equals(value) + " "
                    + Base64.getEncoder().encodeToString(payload));
        }
    }

    private Map<String, Object> settings(boolean specific) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", registry);
        settings.put("specific.avro.reader", specific);
        return settings;
    }

    @SuppressWarnings("unchecked")
    private static Serializer<Object> serializer() throws ReflectiveOperationException {
        return Class.forName(SERIALIZER)
                .asSubclass(Serializer.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    @SuppressWarnings("unchecked")
    private static Deserializer<Object> deserializer() throws ReflectiveOperationException {
        return Class.forName(DESERIALIZER)
                .asSubclass(Deserializer.class)
                .getDeclaredConstructor()
                .newInstance();
    }
}
