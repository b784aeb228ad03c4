package io.freshet.bench.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.bench.Directories;
import io.freshet.bench.Machine;
import io.freshet.bench.restore.Restarts.Restart;
import io.freshet.bench.restore.Takeovers.Takeover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells how long a stream with much state takes to come back after a kill, and to be taken over by another. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Fill the stream's state, end its process in several ways, and tell when it works again; then kill"
                        + " one of two streams, with and without standby copies of the state, and tell when the other one does"
                        + " its work.",
        footer = {
            "",
            "Documents are made up, vectors are hashes of text. \"Works\" means that an edit published after the end came",
            "through to the topic of changes. The limit is a bare consumer that reads the changelogs once."
        })
public final class RestoreCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;

    @Option(names = "--chunks", paramLabel = "N", defaultValue = "100000", description = "(default: ${DEFAULT-VALUE})")
    private long chunks;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "(default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--dimensions",
            paramLabel = "N",
            defaultValue = "384",
            description = "Of vectors: half of them weigh what all would at half the precision.")
    private int dimensions;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "classic",
            description = "Who assigns partitions: classic or streams (default: ${DEFAULT-VALUE}).")
    private String protocol = "";

    @Option(names = "--racks", description = "Each stream has a rack of its own.")
    private boolean racks;

    @Option(names = "--busy", description = "Edits come until the end: a kill leaves transactions open.")
    private boolean busy;

    @Option(names = "--no-restarts", description = "Two streams only.")
    private boolean noRestarts;

    @Option(names = "--no-takeovers", description = "One stream only.")
    private boolean noTakeovers;

    @Option(names = "--keep", description = "Keep data and logs.")
    private boolean keep;

    @Option(names = "--json", paramLabel = "FILE", description = "The figures once more.")
    private @Nullable Path json;

    private final Map<Restarts.Way, List<Restart>> restarts = new EnumMap<>(Restarts.Way.class);
    private final Map<Integer, List<Takeover>> takeovers = new TreeMap<>();

    /** Ends this process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RestoreCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Machine machine = new Machine();
        Path work = Files.createTempDirectory("freshet-restore-");
        try (RestoreRig rig = new RestoreRig(work, new RestoreRig.Setting(dimensions, protocol, racks))) {
            Changelogs.Reading limit = run(rig);
            print(limit);
            System.out.println(machine);
            if (json != null) {
                write(json, limit, machine);
            }
        }
        if (keep) {
            System.out.println("data and logs: " + work);
        } else {
            Directories.delete(work);
        }
        return 0;
    }

    private Changelogs.Reading run(RestoreRig rig) throws Exception {
        Restarts one = new Restarts(rig, busy);
        Restarts.Filled filled = one.fill(chunks);
        System.out.printf(
                Locale.ROOT,
                "%,d chunks of %d dimensions, filled in %.0f s; %.0f MB of state on disk, %.0f MB were written for it%n",
                filled.chunks(),
                dimensions,
                filled.seconds(),
                filled.stateBytes() / MEGA,
                filled.writtenBytes() / MEGA);
        Changelogs.Reading limit = rig.changelogs().read();
        limit.storeBytes()
                .forEach((store, bytes) ->
                        System.out.printf(Locale.ROOT, "  changelog of %s: %.1f MB%n", store, bytes / MEGA));
        for (int round = 0; round < rounds && !noRestarts; round++) {
            for (Restarts.Way way : Restarts.Way.values()) {
                note(restarts, way, one.restart(way));
            }
        }
        one.process().end();
        for (int round = 0; round < rounds && !noTakeovers; round++) {
            for (int standbys = 0; standbys <= 1; standbys++) {
                note(takeovers, standbys, new Takeovers(rig, busy).takeOver(standbys));
            }
        }
        return limit;
    }

    private static <K, V> void note(Map<K, List<V>> results, K key, V result) {
        System.out.println(key + ": " + result);
        results.computeIfAbsent(key, unused -> new ArrayList<>()).add(result);
    }

    private void print(Changelogs.Reading limit) {
        System.out.printf(
                Locale.ROOT,
                "%nlimit: a bare consumer reads %,d records, %.0f MB, of the changelogs in %.1f s (%.0f MB/s)%n%n",
                limit.records(),
                limit.bytes() / MEGA,
                limit.seconds(),
                limit.bytes() / MEGA / limit.seconds());
        System.out.printf(
                Locale.ROOT,
                "%-24s %-20s %-20s %-20s %s%n",
                "s from process start",
                "all tasks running",
                "first edit",
                "all partitions",
                "restored");
        restarts.forEach((way, each) -> System.out.printf(
                Locale.ROOT,
                "%-24s %-20s %-20s %-20s %s%n",
                way.words(),
                Restarts.spread(each, Restart::running).text(1),
                Restarts.spread(each, Restart::first).text(1),
                Restarts.spread(each, Restart::all).text(1),
                restored(each.get(each.size() - 1))));
        System.out.printf(
                Locale.ROOT,
                "%n%-24s %-20s %-20s %-20s %s%n",
                "s from kill, standbys",
                "missed",
                "all partitions",
                "the latter - missed",
                "restored");
        takeovers.forEach((standbys, each) -> System.out.printf(
                Locale.ROOT,
                "%-24d %-20s %-20s %-20s %s%n",
                standbys,
                Takeovers.spread(each, Takeover::missed).text(1),
                Takeovers.spread(each, Takeover::all).text(1),
                Takeovers.spread(each, Takeover::afterMissed).text(1),
                restored(each.get(each.size() - 1))));
    }

    private static String restored(Restart restart) {
        return String.format(
                Locale.ROOT,
                "%,d records, %.0f MB, %.0f MB/s",
                restart.records(),
                restart.bytes() / MEGA,
                restart.bytes() / MEGA / restart.all());
    }

    private static String restored(Takeover takeover) {
        return String.format(
                Locale.ROOT,
                "%,d records, %.0f MB, for %d of %d partitions",
                takeover.records(),
                takeover.bytes() / MEGA,
                takeover.partitions(),
                RestoreRig.PARTITIONS);
    }

    private void write(Path file, Changelogs.Reading limit, Machine machine) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode()
                .put("at", Instant.now().toString())
                .put("machine", machine.toString())
                .put("chunks", chunks)
                .put("dimensions", dimensions)
                .put("protocol", protocol)
                .put("racks", racks)
                .put("busy", busy);
        root.set("limit", mapper.valueToTree(limit));
        restarts.forEach((way, each) -> root.set(way.words(), mapper.valueToTree(each)));
        takeovers.forEach((standbys, each) -> root.set("standbys " + standbys, mapper.valueToTree(each)));
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
