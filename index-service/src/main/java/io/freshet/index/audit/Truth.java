package io.freshet.index.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the log says of each key, in forty bytes a slot: enough to tell whether a row is right, and where to read what it
 * should be. Keys are known by their digests; a table in plain arrays, because a partition may have millions of them.
 */
final class Truth {
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int OFFSET_BITS = 47;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;
    private static final long SEEN = 0b100;
    private static final long STANDING = 0b011;
    private static final long FLAGS = SEEN | STANDING;

    private long[] keyHigh = new long[FIRST_SLOTS];
    private long[] keyLow = new long[FIRST_SLOTS];
    private long[] places = new long[FIRST_SLOTS];
    private long[] sequences = new long[FIRST_SLOTS];
    // The upper bits are of the fingerprint, the lower three are flags.
    private long[] prints = new long[FIRST_SLOTS];
    private int used;
    private int stored;

    /** What becomes of a key. */
    enum Standing {
        /** The log does not know the key; also the state of a slot that is not used. */
        UNKNOWN(0),
        /** The row belongs into the index. */
        STORED(1),
        /** The row does not belong into the index any more. */
        REMOVED(2),
        /** The last change cannot be read or written by anybody: whatever is stored is left alone. */
        UNREADABLE(3);

        private static final Standing[] BY_BITS = {UNKNOWN, STORED, REMOVED, UNREADABLE};

        private final long bits;

        Standing(long bits) {
            this.bits = bits;
        }
    }

    /**
     * The last change of a key.
     *
     * @param sequence of the document, with which a head came or that introduced a chunk
     * @param print as {@link #comparable} makes it of a fingerprint
     */
    record Entry(Standing standing, int partition, long offset, long sequence, long print) {
        private static final Entry NONE = new Entry(Standing.UNKNOWN, -1, -1, 0, 0);

        boolean isStored() {
            return standing == Standing.STORED;
        }
    }

    /** The part of a fingerprint that is kept. */
    static long comparable(long fingerprint) {
        return fingerprint & ~FLAGS;
    }

    void note(RowKey key, Entry last) {
        if (used >= keyHigh.length / 10 * 7) {
            grow();
        }
        ByteBuffer digest = Fingerprint.ofText(key.toString());
        int slot = slot(digest.getLong(), digest.getLong());
        if (standing(slot) == Standing.UNKNOWN) {
            keyHigh[slot] = digest.getLong(0);
            keyLow[slot] = digest.getLong(Long.BYTES);
            used++;
        }
        stored += (last.isStored() ? 1 : 0) - (standing(slot) == Standing.STORED ? 1 : 0);
        places[slot] = ((long) last.partition() << OFFSET_BITS) | last.offset();
        sequences[slot] = last.sequence();
        prints[slot] = last.print() | (prints[slot] & SEEN) | last.standing().bits;
    }

    Entry find(RowKey key) {
        int slot = slot(key);
        return standing(slot) == Standing.UNKNOWN
                ? Entry.NONE
                : new Entry(
                        standing(slot),
                        partition(places[slot]),
                        offset(places[slot]),
                        sequences[slot],
                        comparable(prints[slot]));
    }

    /** Remembers that a row of this key was found. */
    void markSeen(RowKey key) {
        int slot = slot(key);
        if (standing(slot) != Standing.UNKNOWN) {
            prints[slot] |= SEEN;
        }
    }

    /** The places in the log of all that should be stored and was not found, in the order of the log. */
    long[] unseen() {
        long[] found = new long[stored];
        int count = 0;
        for (int slot = 0; slot < prints.length; slot++) {
            if (standing(slot) == Standing.STORED && (prints[slot] & SEEN) == 0) {
                found[count++] = places[slot];
            }
        }
        Arrays.sort(found, 0, count);
        return Arrays.copyOf(found, count);
    }

    static int partition(long place) {
        return (int) (place >>> OFFSET_BITS);
    }

    static long offset(long place) {
        return place & OFFSET_MASK;
    }

    /** How many rows there should be. */
    int stored() {
        return stored;
    }

    long bytes() {
        return 5L * Long.BYTES * keyHigh.length;
    }

    private int slot(RowKey key) {
        ByteBuffer digest = Fingerprint.ofText(key.toString());
        return slot(digest.getLong(), digest.getLong());
    }

    /** The slot of the key, or the free one where it would go. */
    private int slot(long high, long low) {
        int mask = keyHigh.length - 1;
        int slot = (int) high & mask;
        while (standing(slot) != Standing.UNKNOWN && (keyHigh[slot] != high || keyLow[slot] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private Standing standing(int slot) {
        return Standing.BY_BITS[(int) (prints[slot] & STANDING)];
    }

    private void grow() {
        Truth larger = new Truth();
        int slots = keyHigh.length * 2;
        larger.keyHigh = new long[slots];
        larger.keyLow = new long[slots];
        larger.places = new long[slots];
        larger.sequences = new long[slots];
        larger.prints = new long[slots];
        for (int slot = 0; slot < keyHigh.length; slot++) {
            if (standing(slot) != Standing.UNKNOWN) {
                int to = larger.slot(keyHigh[slot], keyLow[slot]);
                larger.keyHigh[to] = keyHigh[slot];
                larger.keyLow[to] = keyLow[slot];
                larger.places[to] = places[slot];
                larger.sequences[to] = sequences[slot];
                larger.prints[to] = prints[slot];
            }
        }
        keyHigh = larger.keyHigh;
        keyLow = larger.keyLow;
        places = larger.places;
        sequences = larger.sequences;
        prints = larger.prints;
    }
}
