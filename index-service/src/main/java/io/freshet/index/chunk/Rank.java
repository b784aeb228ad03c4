package io.freshet.index.chunk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that sort as ASCII text and have room between any two of them, so that an insertion moves nothing.
 *
 * <p>A key is a fraction in base 62 without its "0."; it never ends in '0', because nothing fits below "10" and above
 * "1".
 */
public final class Rank {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BASE = DIGITS.length();

    private Rank() {}

    /** Returns a key between two others; null is the open end. */
    public static String between(@Nullable String low, @Nullable String high) {
        if (low != null && high != null && low.compareTo(high) >= 0) {
            throw new IllegalArgumentException("nothing is between " + low + " and " + high);
        }
        String floor = low == null ? "" : low;
        String ceiling = high;
        StringBuilder key = new StringBuilder();
        for (int i = 0; ; i++) {
            int from = i < floor.length() ? DIGITS.indexOf(floor.charAt(i)) : 0;
            int to = ceiling == null ? BASE : i < ceiling.length() ? DIGITS.indexOf(ceiling.charAt(i)) : 0;
            if (to - from > 1) {
                return key.append(DIGITS.charAt((from + to) / 2)).toString();
            }
            key.append(DIGITS.charAt(from));
            if (to > from) {
                // Already below the ceiling: from here on only the floor counts.
                ceiling = null;
            }
        }
    }

    /** Returns so many keys between two others, in order and evenly spread. */
    public static List<String> between(@Nullable String low, @Nullable String high, int count) {
        String[] keys = new String[count];
        spread(keys, 0, count, low, high);
        return List.of(keys);
    }

    /**
     * Completes the keys of a list whose order may have changed: as many as possible stay, the others are new.
     *
     * @param keys in the new order; null where there is none yet
     */
    public static List<String> complete(List<@Nullable String> keys) {
        boolean[] stays = longestRise(keys);
        List<String> complete = new ArrayList<>();
        String low = null;
        int pending = 0;
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            if (key == null || !stays[i]) {
                pending++;
                continue;
            }
            complete.addAll(between(low, key, pending));
            complete.add(key);
            pending = 0;
            low = key;
        }
        complete.addAll(between(low, null, pending));
        return complete;
    }

    private static void spread(String[] keys, int from, int to, @Nullable String low, @Nullable String high) {
        if (from < to) {
            int middle = (from + to) / 2;
            keys[middle] = between(low, high);
            spread(keys, from, middle, low, keys[middle]);
            spread(keys, middle + 1, to, keys[middle], high);
        }
    }

    /** Marks a longest strictly rising subsequence (patience sorting). */
    private static boolean[] longestRise(List<@Nullable String> keys) {
        int[] tails = new int[keys.size()];
        int[] previous = new int[keys.size()];
        int length = 0;
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            if (key == null) {
                continue;
            }
            int at = firstNotBelow(keys, tails, length, key);
            previous[i] = at == 0 ? -1 : tails[at - 1];
            tails[at] = i;
            length = Math.max(length, at + 1);
        }
        boolean[] stays = new boolean[keys.size()];
        Arrays.fill(stays, false);
        for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
            stays[i] = true;
        }
        return stays;
    }

    private static int firstNotBelow(List<@Nullable String> keys, int[] tails, int length, String key) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) / 2;
            String tail = keys.get(tails[middle]);
            if (tail != null && tail.compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
