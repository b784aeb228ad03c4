package io.freshet.store.manifest;

import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.IndexIdentity;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which generations there are, and which of them serves: one small text, so that changing it is one step.
 *
 * @param next the number of the next generation
 */
public record Manifest(int next, List<Generation> generations) {
    public static final Manifest NONE = new Manifest(1, List.of());

    private static final String FORMAT_VERSION = "2";

    public Manifest {
        generations = List.copyOf(generations);
    }

    public Optional<Generation> serving() {
        return generations.stream().filter(Generation::serving).findFirst();
    }

    public Optional<Generation> find(int number) {
        return generations.stream()
                .filter(generation -> generation.number() == number)
                .findFirst();
    }

    public Generation require(int number) throws IOException {
        return find(number).orElseThrow(() -> new IOException("there is no generation " + number));
    }

    public Optional<Generation> find(GenerationOrder order) {
        return generations.stream()
                .filter(generation -> generation.order().equals(order))
                .findFirst();
    }

    public Manifest with(GenerationOrder order, Instant createdAt) {
        Generation made = new Generation(next, order, createdAt, generations.isEmpty());
        return new Manifest(
                next + 1, Stream.concat(generations.stream(), Stream.of(made)).toList());
    }

    public Manifest serving(int number) {
        return new Manifest(
                next,
                generations.stream()
                        .map(old -> new Generation(old.number(), old.order(), old.createdAt(), old.number() == number))
                        .toList());
    }

    public Manifest without(int number) {
        return new Manifest(
                next, generations.stream().filter(old -> old.number() != number).toList());
    }

    public String text() {
        Properties properties = new Properties();
        properties.setProperty("formatVersion", FORMAT_VERSION);
        properties.setProperty("next", String.valueOf(next));
        properties.setProperty(
                "serving", String.valueOf(serving().map(Generation::number).orElse(0)));
        properties.setProperty(
                "generations",
                generations.stream()
                        .map(generation -> String.valueOf(generation.number()))
                        .collect(Collectors.joining(" ")));
        for (Generation generation : generations) {
            String prefix = generation.number() + ".";
            properties.setProperty(
                    prefix + "after", String.valueOf(generation.order().after()));
            properties.setProperty(prefix + "lineage", String.valueOf(generation.lineage()));
            properties.setProperty(prefix + "modelId", generation.identity().modelId());
            properties.setProperty(
                    prefix + "dimensions", String.valueOf(generation.identity().dimensions()));
            properties.setProperty(prefix + "chunking", generation.chunking());
            properties.setProperty(prefix + "createdAt", generation.createdAt().toString());
        }
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        // The first lines are comments with the time of writing, which would make equal manifests differ.
        return text.toString()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .sorted()
                        .collect(Collectors.joining("\n")) + "\n";
    }

    public static Manifest parse(String text, Object place) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        String format = properties.getProperty("formatVersion");
        if (!FORMAT_VERSION.equals(format)) {
            throw new IOException("the index in " + place + " has format " + format + ", this program reads format "
                    + FORMAT_VERSION);
        }
        try {
            String serving = value(properties, "serving");
            List<Generation> generations = new ArrayList<>();
            for (String number : value(properties, "generations").split(" ", -1)) {
                if (!number.isEmpty()) {
                    generations.add(generation(properties, number, number.equals(serving)));
                }
            }
            return new Manifest(Integer.parseInt(value(properties, "next")), generations);
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException(place + " is damaged: " + e.getMessage(), e);
        }
    }

    private static Generation generation(Properties properties, String number, boolean serving) throws IOException {
        String prefix = number + ".";
        IndexIdentity identity = new IndexIdentity(
                value(properties, prefix + "modelId"), Integer.parseInt(value(properties, prefix + "dimensions")));
        GenerationOrder order = new GenerationOrder(
                Integer.parseInt(value(properties, prefix + "after")),
                Integer.parseInt(value(properties, prefix + "lineage")),
                identity,
                value(properties, prefix + "chunking"));
        return new Generation(
                Integer.parseInt(number), order, Instant.parse(value(properties, prefix + "createdAt")), serving);
    }

    public static String value(Properties properties, String key) throws IOException {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IOException("the index has no " + key);
        }
        return value;
    }
}
