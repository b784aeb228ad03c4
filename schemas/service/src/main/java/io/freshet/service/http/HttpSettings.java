package io.freshet.service.http;

import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** Where and how a service listens. */
public record HttpSettings(
        @Doc("Address to listen on. While no credentials can be configured, only loopback addresses are accepted.")
        @Default("127.0.0.1")
        String host,

        @Doc("Port to listen on; 0 takes a free one.") @Range(min = 0, max = 65535)
        int port,

        @Doc("Largest request body that is accepted.") @Default("1MiB")
        ByteSize maxBody,

        @Doc("Threads that serve requests.") @Default("32") @Range(min = 8, max = 1000)
        int threads,

        @Doc("How long a connection may be silent before it is closed.") @Default("30s")
        Duration idleTimeout) {

    public HttpSettings {
        if (!isLoopback(host)) {
            throw new IllegalArgumentException("host = " + host
                    + ": every caller would be trusted with every tenant; without credentials only a loopback"
                    + " address such as 127.0.0.1 is accepted");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("host = " + host + ": unknown host", unknown);
        }
    }
}
