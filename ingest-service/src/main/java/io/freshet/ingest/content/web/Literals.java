package io.freshet.ingest.content.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Hosts that are addresses rather than names. */
final class Literals {

    private static final Pattern NUMBER = Pattern.compile("(0[xX][0-9a-fA-F]*|[0-9]+)");
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

    private Literals() {}

    /**
     * Whether the host is a number in one of the old forms (decimal, octal, hexadecimal, fewer than four parts), which
     * programs read differently.
     */
    static boolean isAmbiguous(String host) {
        String[] parts = host.split("\\.", -1);
        int last = parts.length > 1 && parts[parts.length - 1].isEmpty() ? parts.length - 2 : parts.length - 1;
        return NUMBER.matcher(parts[last]).matches() && !isDottedQuad(parts);
    }

    private static boolean isDottedQuad(String[] parts) {
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!OCTET.matcher(part).matches() || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of an address that is written out; nothing is looked up. */
    static byte[] parse(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
