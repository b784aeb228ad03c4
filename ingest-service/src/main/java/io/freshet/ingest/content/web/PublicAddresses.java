package io.freshet.ingest.content.web;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public internet from those that mean something else to this machine or its network (the registries
 * of special-purpose addresses, RFC 6890 and later).
 */
final class PublicAddresses {

    private static final List<Block> SPECIAL_4 = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            // Multicast, reserved, broadcast.
            Block.of("224.0.0.0", 3),
            // The host of a virtual machine in Azure; a public address by its number only.
            Block.of("168.63.129.16", 32));

    /** All that is public so far, less tunnels that hide another address, documentation and protocol assignments. */
    private static final Block GLOBAL_6 = Block.of("2000::", 3);

    private static final List<Block> SPECIAL_6 =
            List.of(Block.of("2001::", 23), Block.of("2001:db8::", 32), Block.of("2002::", 16), Block.of("3fff::", 20));

    /** IPv4 through a translator: the last four bytes are the address that is meant. */
    private static final Block TRANSLATED = Block.of("64:ff9b::", 96);

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic4(bytes);
        }
        return address instanceof Inet6Address && isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        return SPECIAL_4.stream().noneMatch(block -> block.contains(bytes));
    }

    private static boolean isPublic6(byte[] bytes) {
        if (TRANSLATED.contains(bytes)) {
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return GLOBAL_6.contains(bytes) && SPECIAL_6.stream().noneMatch(block -> block.contains(bytes));
    }

    /** The addresses that begin with the same bits. */
    private record Block(byte[] start, int bits) {

        static Block of(String start, int bits) {
            return new Block(Literals.parse(start), bits);
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((start[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
