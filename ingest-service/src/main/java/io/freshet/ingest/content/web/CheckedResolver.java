package io.freshet.ingest.content.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up once for each connection, which is then made to exactly the addresses that were checked here. One that is
 * not public spoils the others: an honest name does not mix them.
 */
final class CheckedResolver implements DnsResolver {

    private final Lookup lookup;
    private final boolean allowPrivate;
    private final Duration limit;
    private final ExecutorService threads;

    CheckedResolver(Lookup lookup, boolean allowPrivate, Duration limit, ExecutorService threads) {
        this.lookup = lookup;
        this.allowPrivate = allowPrivate;
        this.limit = limit;
        this.threads = threads;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (Literals.isAmbiguous(host)) {
            throw new AddressRefusedException("The host is a number that can be read in several ways.");
        }
        InetAddress[] addresses = lookUp(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !PublicAddresses.contains(address)) {
                throw new AddressRefusedException("The host has an address that is not public.");
            }
        }
        return addresses;
    }

    /** The system's own time limit is beyond our reach. */
    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> answer = threads.submit(() -> lookup.addresses(host));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown(host, "cannot be found", e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unknown(host, "was not found in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, "was not found before the end", e);
        }
    }

    private static UnknownHostException unknown(String host, String what, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(host + " " + what);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
