package io.freshet.ingest.source;

import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.stream.HeldException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets a few at a time ask a host for content, and hardly anybody one that does not answer, so that one host cannot take the
 * threads from all others.
 *
 * <p>Safe for many threads.
 */
final class HostGate {

    private static final int MOST_AT_ONCE = 2;
    private static final int FAILURES = 5;
    private static final Duration PROBE = Duration.ofSeconds(5);

    /** Of hosts that nobody asks now, that many are remembered. */
    private static final int MOST_HOSTS = 1000;

    /** What is known of a host. */
    private static final class Host {
        private int asking;
        private int failures;
        private long lastFailure;
    }

    private final LongSupplier nanos;
    private final Map<String, Host> hosts = new LinkedHashMap<>(16, 0.75f, true);

    HostGate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Begins to ask; {@link #leave} must follow.
     *
     * @throws HeldException when others are asking
     * @throws ContentUnavailableException when the host has not answered lately
     */
    synchronized void enter(String name) throws HeldException, ContentUnavailableException {
        Host host = hosts.computeIfAbsent(name, unused -> new Host());
        if (host.failures >= FAILURES && (host.asking > 0 || nanos.getAsLong() - host.lastFailure < PROBE.toNanos())) {
            throw new ContentUnavailableException("The host has not answered lately.");
        }
        if (host.asking >= MOST_AT_ONCE) {
            throw HeldException.untilItsTurn("others are asking the host");
        }
        host.asking++;
        forgetOne();
    }

    synchronized void leave(String name, boolean answered) {
        Host host = hosts.get(name);
        if (host != null) {
            host.asking--;
            host.failures = answered ? 0 : host.failures + 1;
            host.lastFailure = nanos.getAsLong();
        }
    }

    private void forgetOne() {
        if (hosts.size() > MOST_HOSTS) {
            hosts.values().stream().filter(host -> host.asking == 0).findFirst().ifPresent(hosts.values()::remove);
        }
    }
}
