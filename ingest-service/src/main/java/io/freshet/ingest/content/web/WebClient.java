package io.freshet.ingest.content.web;

import io.freshet.ingest.content.ContentSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * An HTTP client that does one thing for each call: it connects to a checked address, asks, and gives the answer as it is. It
 * has no cookies, no credentials, no proxy, and does not redirect, repeat, decompress or reuse connections.
 */
final class WebClient implements AutoCloseable {

    private static final int CONNECTIONS = 64;
    private static final Http1Config SMALL_HEADERS = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(200)
            .build();

    private final CloseableHttpClient client;

    WebClient(ContentSettings settings, DnsResolver resolver) {
        Timeout connect = timeout(settings.connectLimit());
        Timeout read = timeout(settings.readLimit());
        this.client = HttpClients.custom()
                .setConnectionManager(connections(resolver, connect, read))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(read)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setContentCompressionEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Freshet")
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(DnsResolver resolver, Timeout connect, Timeout read) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(SMALL_HEADERS)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(read)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(read).build())
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .build();
    }

    private static Timeout timeout(Duration limit) {
        return Timeout.of(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    static HttpGet request(URI target) {
        HttpGet get = new HttpGet(URI.create(target.toASCIIString()));
        get.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        return get;
    }

    Exchange open(HttpGet request) throws IOException {
        return new Exchange(request, client.executeOpen(null, request, null));
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
