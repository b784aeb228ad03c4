package io.freshet.store.weaviate;

import io.freshet.store.weaviate.Refusal.Kind;
import io.weaviate.client6.v1.api.Authentication;
import io.weaviate.client6.v1.api.WeaviateApiException;
import io.weaviate.client6.v1.api.WeaviateClient;
import io.weaviate.client6.v1.api.collections.CollectionHandle;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the server. It is made when it is first needed, and made anew when calls have failed for a while: the
 * client's channel waits up to two minutes before it tries again, which is two minutes too long for a server that is
 * back.
 */
final class Connection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(3).toNanos();

    /** So long nobody asks again whether a server is there that was not; those who wait for the answer share it. */
    private static final long ABSENCE_NANOS = Duration.ofMillis(200).toNanos();

    private final WeaviateSettings settings;
    private final ReadyProbe probe;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Opened> current = new AtomicReference<>();
    private volatile long failingSince;
    private volatile boolean failing;
    private boolean closed;
    private @Nullable Refusal absence;
    private long absentSince;

    Connection(WeaviateSettings settings) {
        this(settings, System::nanoTime);
    }

    Connection(WeaviateSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.probe = new ReadyProbe(settings);
        this.nanoTime = nanoTime;
    }

    /** Something asked of the server. */
    @FunctionalInterface
    interface Call<T> {
        T on(WeaviateClient client) throws IOException;
    }

    <T> T call(Call<T> call) throws Refusal {
        Opened opened = opened();
        try {
            T answer = call.on(opened.client());
            failing = false;
            return answer;
        } catch (IOException | RuntimeException e) {
            Refusal refusal = Refusals.of(e);
            noteFailure(opened, e);
            throw refusal;
        }
    }

    /** A collection, for one tenant. Only this form sets the tenant and nothing else loses it. */
    static CollectionHandle<Map<String, Object>> tenant(WeaviateClient client, String collection, String tenant) {
        return client.collections.use(collection, with -> with.tenant(tenant));
    }

    /** The largest message that the server takes. */
    int maxMessageBytes() throws Refusal {
        return opened().maxMessageBytes();
    }

    /** Returns once the server says that it is ready. */
    void check() throws Refusal {
        probe.check();
        opened();
    }

    private void noteFailure(Opened opened, Exception thrown) {
        if (!isLost(thrown)) {
            failing = false;
            return;
        }
        long now = nanoTime.getAsLong();
        if (!failing) {
            failingSince = now;
            failing = true;
        } else if (now - failingSince > PATIENCE_NANOS && current.compareAndSet(opened, null)) {
            failing = false;
            opened.close();
        }
    }

    private static boolean isLost(Exception thrown) {
        return !(thrown instanceof WeaviateApiException answer)
                || "UNAVAILABLE".equals(answer.grpcStatusCode())
                || "DEADLINE_EXCEEDED".equals(answer.grpcStatusCode());
    }

    private Opened opened() throws Refusal {
        Opened opened = current.get();
        return opened != null ? opened : open();
    }

    private synchronized Opened open() throws Refusal {
        Opened opened = current.get();
        if (opened != null) {
            return opened;
        }
        if (closed) {
            throw new Refusal(Kind.TRANSIENT, "the store is closed", null);
        }
        Refusal known = absence;
        if (known != null && nanoTime.getAsLong() - absentSince < ABSENCE_NANOS) {
            throw new Refusal(known.kind(), known.text(), known);
        }
        try {
            // The client leaves threads behind when it is made in vain, so it is only made for a server that answers.
            probe.check();
            Opened made = connect();
            current.set(made);
            absence = null;
            return made;
        } catch (Refusal refusal) {
            absence = refusal;
            absentSince = nanoTime.getAsLong();
            throw refusal;
        }
    }

    private Opened connect() throws Refusal {
        WeaviateClient client = null;
        try {
            client = new WeaviateClient(ClientConfig.of(settings, authentication()));
            Integer max = client.meta().grpcMaxMessageSize();
            log.atInfo()
                    .addKeyValue("url", settings.url())
                    .addKeyValue("version", client.meta().version())
                    .log("connected to Weaviate");
            return new Opened(client, max == null ? ClientConfig.DEFAULT_MAX_MESSAGE_BYTES : max);
        } catch (IOException | RuntimeException e) {
            if (client != null) {
                new Opened(client, 0).close();
            }
            throw Refusals.of(e);
        }
    }

    private @Nullable Authentication authentication() {
        if (settings.apiKey() != null) {
            return Authentication.apiKey(settings.apiKey());
        }
        WeaviateSettings.ClientCredentials oidc = settings.oidc();
        return oidc == null ? null : Authentication.clientCredentials(oidc.secret(), oidc.scopes());
    }

    @Override
    public synchronized void close() {
        closed = true;
        Opened opened = current.getAndSet(null);
        if (opened != null) {
            opened.close();
        }
    }

    private record Opened(WeaviateClient client, int maxMessageBytes) {
        void close() {
            try {
                client.close();
            } catch (Exception e) {
                log.atDebug().setCause(e).log("the client did not close cleanly");
            }
        }
    }
}
