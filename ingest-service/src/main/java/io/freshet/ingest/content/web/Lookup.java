package io.freshet.ingest.content.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a name. */
@FunctionalInterface
interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
}
