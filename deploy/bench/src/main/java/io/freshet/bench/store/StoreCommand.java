package io.freshet.bench.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.bench.Machine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads a store and asks it, with and without our adapter, quiet and under edits. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = "Load a store to several sizes, one after the other, and tell for each: chunks a second, memory,"
                + " disk, how near the vector leg comes to comparing every vector, and hybrid queries for ten chunks, with"
                + " and without a filter, by some callers at once; beside the store's own calls without our adapter, and"
                + " while chunks are edited.",
        footer = {
            "",
            "Chunks are made up: vectors of 384 dimensions around a thousand centres, words as frequent as in any text.",
            "The filter lets about six of a hundred chunks through."
        })
public final class StoreCommand implements Callable<Integer> {

    @Option(
            names = "--store",
            paramLabel = "NAME",
            defaultValue = "lucene",
            description = "lucene (the default) or weaviate.")
    private String store = "";

    @Option(
            names = "--chunks",
            paramLabel = "N,...",
            split = ",",
            defaultValue = "10000,100000",
            description = "Sizes, rising (default: ${DEFAULT-VALUE}).")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--callers",
            paramLabel = "N,...",
            split = ",",
            defaultValue = "1,4,16",
            description = "Callers at once (default: ${DEFAULT-VALUE}).")
    private List<Integer> callers = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Of each measurement (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--edits",
            paramLabel = "N",
            defaultValue = "100",
            description = "Chunks written a second while asked (default: ${DEFAULT-VALUE}).")
    private int edits;

    @Option(names = "--questions", paramLabel = "N", defaultValue = "200", description = "Different questions.")
    private int questions;

    @Option(names = "--dir", paramLabel = "DIR", description = "For the index; else a temporary one.")
    private @Nullable Path directory;

    @Option(names = "--weaviate", paramLabel = "URL", description = "A server that is up, its directory empty.")
    private @Nullable URI weaviate;

    @Option(names = "--grpc", paramLabel = "HOST:PORT", description = "Its gRPC side.")
    private String grpc = "127.0.0.1:50051";

    @Option(names = "--pid", paramLabel = "PID", description = "Its process, for its memory.")
    private @Nullable Long pid;

    @Option(names = "--data", paramLabel = "DIR", description = "Its directory, for what it takes on disk.")
    private @Nullable Path data;

    @Option(names = "--json", paramLabel = "FILE", description = "The figures once more.")
    private @Nullable Path json;

    /** Ends this process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StoreCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Machine machine = new Machine();
        List<SizeFigures> figures = new ArrayList<>();
        try (Tried tried = open()) {
            Trial trial = new Trial(tried, new Trial.Plan(questions, callers, seconds, edits));
            for (int size : sizes) {
                SizeFigures ofSize = trial.at(size);
                System.out.println(ofSize.text());
                figures.add(ofSize);
            }
        }
        System.out.println(machine);
        if (json != null) {
            write(json, figures, machine);
        }
        return 0;
    }

    private Tried open() throws Exception {
        if (store.equals("lucene")) {
            return new TriedLucene(
                    directory == null
                            ? Files.createTempDirectory("freshet-store-")
                            : Files.createDirectories(directory));
        }
        if (store.equals("weaviate") && weaviate != null) {
            ProcessHandle server = pid == null
                    ? ProcessHandle.current()
                    : ProcessHandle.of(pid).orElseThrow();
            return new TriedWeaviate(weaviate, grpc, server, data);
        }
        throw new IllegalArgumentException("no such store, or no --weaviate: " + store);
    }

    private void write(Path file, List<SizeFigures> figures, Machine machine) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode()
                .put("at", Instant.now().toString())
                .put("machine", machine.toString())
                .put("store", store.toLowerCase(Locale.ROOT));
        root.set("sizes", mapper.valueToTree(figures));
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
