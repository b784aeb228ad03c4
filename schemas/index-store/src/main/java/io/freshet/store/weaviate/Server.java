package io.freshet.store.weaviate;

import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.manifest.Manifest;
import io.freshet.store.weaviate.Refusal.Kind;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The store's part of a Weaviate server: its generations, and what is done with them step by step. */
final class Server implements AutoCloseable {
    private final WeaviateSettings settings;
    private final Names names;
    private final Connection connection;
    private final LiveCollections collections;
    private final Control control;
    private final Manifests manifests;
    private final Clock clock;
    private final Set<Integer> verified = ConcurrentHashMap.newKeySet();
    private final Doubts doubts = new Doubts();
    private final ExecutorService legs = Executors.newCachedThreadPool(Server::daemon);

    Server(WeaviateSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.names = new Names(settings.prefix());
        this.connection = new Connection(settings);
        this.collections = new LiveCollections(connection, names, new Schema(settings, names));
        this.control = new Control(connection, names);
        this.manifests = new Manifests(control, settings.manifestAge(), System::nanoTime);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "weaviate-leg");
        thread.setDaemon(true);
        return thread;
    }

    /** Something asked of the server. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws Refusal;
    }

    static <T> T answer(Question<T> question) throws StoreUnavailableException {
        try {
            return question.ask();
        } catch (Refusal refusal) {
            throw new StoreUnavailableException("Weaviate cannot be used: " + refusal.text(), refusal);
        }
    }

    Manifest freshManifest() throws Refusal {
        return manifests.fresh();
    }

    Optional<Generation> serving() throws Refusal {
        return manifests.recent().serving();
    }

    Generation require(int number) throws Refusal {
        return manifests
                .recent()
                .find(number)
                .orElseThrow(() -> new Refusal(Kind.NO_COLLECTION, "there is no generation " + number, null));
    }

    WeaviateGeneration open(Generation generation) throws Refusal {
        verify(generation);
        return new WeaviateGeneration(connection, legs, names, generation.number());
    }

    BatchWriter writer(Generation generation) throws Refusal {
        verify(generation);
        return new BatchWriter(connection, settings, names, generation, doubts);
    }

    Control control() {
        return control;
    }

    private void verify(Generation generation) throws Refusal {
        if (!verified.contains(generation.number())) {
            collections.verifyGeneration(generation.number());
            verified.add(generation.number());
        }
    }

    /** Collections first, then the manifest: what is listed is there. */
    synchronized Generation create(GenerationOrder order) throws Refusal {
        collections.makeControl();
        Manifest now = manifests.fresh();
        Optional<Generation> known = now.find(order);
        int number = known.map(Generation::number).orElse(now.next());
        collections.makeGeneration(number);
        if (known.isEmpty()) {
            manifests.replace(now.with(order, clock.instant()));
        }
        Generation made = require(number);
        if (made.serving()) {
            collections.pointAliasesAt(number);
        }
        return made;
    }

    /** Returns false when there is none of this number. */
    synchronized boolean serve(int number) throws Refusal {
        Manifest now = manifests.fresh();
        Optional<Generation> wanted = now.find(number);
        if (wanted.isEmpty()) {
            return false;
        }
        if (!wanted.get().serving()) {
            manifests.replace(now.serving(number));
        }
        collections.pointAliasesAt(number);
        return true;
    }

    /** The manifest first, then the collections: what is not there is not listed. Returns false when it serves. */
    synchronized boolean drop(int number) throws Refusal {
        Manifest now = manifests.fresh();
        Optional<Generation> known = now.find(number);
        if (known.isPresent() && known.get().serving()) {
            return false;
        }
        if (known.isPresent()) {
            manifests.replace(now.without(number));
        }
        collections.removeGeneration(number);
        if (!now.generations().isEmpty()) {
            control.forget(number);
        }
        verified.remove(number);
        return true;
    }

    void check() throws Refusal {
        connection.check();
        manifests.fresh();
    }

    @Override
    public void close() {
        legs.shutdownNow();
        connection.close();
    }
}
