package io.freshet.ingest.content.web;

import io.freshet.ingest.content.AllowList;
import io.freshet.ingest.content.ContentFetcher;
import io.freshet.ingest.content.ContentRefusedException;
import io.freshet.ingest.content.ContentSettings;
import io.freshet.ingest.content.ContentTooLargeException;
import io.freshet.ingest.content.ContentUnavailableException;
import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.content.Spool;
import io.freshet.ingest.content.TimeLimit;
import io.freshet.ingest.reject.RejectionCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/** Gets files by http and https from allowed hosts. Every redirect is checked as if the sender had written it. */
public final class WebFetcher implements ContentFetcher, AutoCloseable {

    private static final int MOST_REDIRECTS = 5;

    private final AllowList allowed;
    private final Spool spool;
    private final long limit;
    private final Duration timeLimit;
    private final ScheduledExecutorService watcher;
    private final ExecutorService lookups;
    private final WebClient client;

    public WebFetcher(ContentSettings settings, AllowList allowed, Spool spool, ScheduledExecutorService watcher) {
        this(settings, allowed, spool, watcher, InetAddress::getAllByName);
    }

    WebFetcher(
            ContentSettings settings, AllowList allowed, Spool spool, ScheduledExecutorService watcher, Lookup lookup) {
        this.allowed = allowed;
        this.spool = spool;
        this.limit = settings.maxSize().bytes();
        this.timeLimit = settings.timeLimit();
        this.watcher = watcher;
        this.lookups = Executors.newCachedThreadPool(task -> {
            Thread daemon = new Thread(task, "content-lookup");
            daemon.setDaemon(true);
            return daemon;
        });
        this.client = new WebClient(
                settings,
                new CheckedResolver(lookup, settings.allowPrivateAddresses(), settings.connectLimit(), lookups));
    }

    @Override
    public FileContent fetch(String tenant, URI reference)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException {
        try (TimeLimit time = new TimeLimit(timeLimit, watcher)) {
            try {
                return follow(reference, time);
            } catch (AddressRefusedException e) {
                throw new ContentRefusedException(RejectionCode.CONTENT_FORBIDDEN, String.valueOf(e.getMessage()));
            } catch (ContentTooLargeException e) {
                throw new ContentRefusedException(RejectionCode.TOO_LARGE, "The file has " + e.getMessage() + ".");
            } catch (IOException e) {
                throw time.explain(e);
            }
        }
    }

    private FileContent follow(URI reference, TimeLimit time)
            throws IOException, ContentRefusedException, ContentTooLargeException, ContentUnavailableException,
                    InterruptedException {
        URI target = reference;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            requireAllowed(target);
            HttpGet request = WebClient.request(target);
            time.onEnd(request::cancel);
            try (Exchange exchange = client.open(request)) {
                switch (Answer.of(exchange.status())) {
                    case FILE -> {
                        return file(exchange.response());
                    }
                    case ELSEWHERE -> target = next(target, exchange.response());
                    default -> throw Answer.refusal(exchange.status());
                }
            }
        }
        throw new ContentRefusedException(
                RejectionCode.CONTENT_NOT_FOUND, "The server redirects more than " + MOST_REDIRECTS + " times.");
    }

    private void requireAllowed(URI target) throws ContentRefusedException {
        if (!allowed.allows(target)) {
            throw new ContentRefusedException(
                    RejectionCode.CONTENT_FORBIDDEN, "Files at this address are not fetched.");
        }
    }

    private FileContent file(ClassicHttpResponse response)
            throws IOException, ContentRefusedException, ContentTooLargeException, ContentUnavailableException,
                    InterruptedException {
        Header encoding = response.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.getValue().strip().equalsIgnoreCase("identity")) {
            throw new ContentRefusedException(
                    RejectionCode.UNSUPPORTED, "The server sends the file compressed, though it was asked not to.");
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            throw Answer.refusal(204);
        }
        return spool.receive(entity.getContent(), entity.getContentLength(), limit);
    }

    static URI next(URI from, ClassicHttpResponse response) throws ContentRefusedException {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        if (location == null) {
            throw new ContentRefusedException(
                    RejectionCode.CONTENT_NOT_FOUND, "The server redirects, and does not say where to.");
        }
        URI target = resolve(from, location.getValue().strip());
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        boolean plain = "http".equalsIgnoreCase(target.getScheme());
        if (secure || (plain && from.getScheme().equalsIgnoreCase("http"))) {
            return target;
        }
        throw new ContentRefusedException(
                RejectionCode.CONTENT_FORBIDDEN,
                "The server redirects from " + from.getScheme() + " to another scheme.");
    }

    private static URI resolve(URI from, String location) throws ContentRefusedException {
        try {
            return from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new ContentRefusedException(
                    RejectionCode.CONTENT_NOT_FOUND, "The server redirects to something that is no address.");
        }
    }

    @Override
    public void close() {
        client.close();
        lookups.shutdownNow();
    }
}
