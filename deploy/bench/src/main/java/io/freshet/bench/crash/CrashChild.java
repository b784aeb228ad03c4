package io.freshet.bench.crash;

import io.freshet.index.IndexConfig;
import io.freshet.index.IndexService;
import io.freshet.index.Maker;
import io.freshet.service.Meters;
import io.freshet.service.config.ConfigReader;
import io.freshet.service.health.Readiness;
import io.freshet.store.lucene.LuceneStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The index service, or one of its roles, in a process that can be killed. */
final class CrashChild {
    private static final String SLOWEST = "slowest";
    private static final String FAILING = "failing";
    private static final String READY = "ready";

    private CrashChild() {}

    /** Arguments are settings, {@code KEY=VALUE}; it ends when its input does. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Thread watch = new Thread(CrashChild::endWithInput, "input");
        watch.setDaemon(true);
        watch.start();
        HashingEmbedder embedder = new HashingEmbedder(
                Integer.parseInt(settings.remove(SLOWEST)), Double.parseDouble(settings.remove(FAILING)));
        IndexConfig config = ConfigReader.read(IndexConfig.class, settings, Map.of(), Map.of())
                .value();
        LuceneStore store = config.roles().contains(IndexConfig.Role.WRITER)
                ? LuceneStore.open(config.store().directory())
                : null;
        Maker maker = Maker.of(embedder, embedder, config.chunking());
        IndexService service = new IndexService(config, maker, null, store, Meters.create());
        service.start();
        while (!Readiness.of(service.checks()).ready()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        System.out.println(READY);
        Thread.currentThread().join();
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Ends with the parent: its end of the pipe closes.
            }
        } catch (java.io.IOException closed) {
            // The same.
        }
        Runtime.getRuntime().halt(0);
    }
}
