package io.freshet.index;

import io.freshet.service.Closing;
import io.freshet.service.FreshetService;
import io.freshet.service.Meters;
import io.freshet.service.ServiceMain;
import io.freshet.service.health.Check;
import io.freshet.service.http.HttpServer;
import io.freshet.store.StoreAdmin;
import io.freshet.store.settings.OpenIndexStore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** The index service as a process of its own. */
public final class Main implements FreshetService {
    private final IndexConfig config;
    private final Closing opened = new Closing();

    private Main(IndexConfig config) {
        this.config = config;
    }

    /** Runs until the process is told to end; arguments are {@code [--config FILE]}. */
    public static void main(String[] arguments) {
        System.exit(new ServiceMain<>("index-service", IndexConfig.class, System.getenv(), System.err, Main::new)
                .run(arguments)
                .code());
    }

    @Override
    public void start() throws Exception {
        PrometheusMeterRegistry meters = Meters.create();
        Makers makers = opened.add(Makers.open(config, meters));
        StoreAdmin store = config.roles().contains(IndexConfig.Role.WRITER)
                ? opened.add(OpenIndexStore.forWriting(config.store())).admin()
                : null;
        IndexService service = opened.add(new IndexService(config, makers.current(), makers.next(), store, meters));
        List<Check> checks = new ArrayList<>(service.checks());
        checks.addAll(makers.checks());
        HttpServer server = opened.add(new HttpServer(Main.class, config.http(), checks, meters, service::addRoutes));
        service.start();
        server.start();
    }

    @Override
    public void close() {
        opened.close();
    }
}
