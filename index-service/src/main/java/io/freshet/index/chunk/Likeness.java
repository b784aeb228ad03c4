package io.freshet.index.chunk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How alike the words of some units in front of a gap and of some behind it are: the cosine of their counts.
 *
 * <p>Counts of several units are sums, so their products are sums of products of two units. Each of those is made once;
 * adding counts up for every gap anew costs several times that.
 */
final class Likeness {
    private final int window;
    /** Of each unit with itself, the one behind it, and so on, as far as two units can be around one gap. */
    private final long[][] products;

    Likeness(List<Unit> units, int window) {
        this.window = window;
        List<Map<String, Integer>> words = new ArrayList<>();
        for (Unit unit : units) {
            words.add(Lexicon.count(unit.text()));
        }
        products = new long[words.size()][];
        for (int i = 0; i < products.length; i++) {
            products[i] = new long[Math.min(2 * window, words.size() - i)];
            for (int behind = 0; behind < products[i].length; behind++) {
                products[i][behind] = Lexicon.product(words.get(i), words.get(i + behind));
            }
        }
    }

    /** Around the gap after unit {@code i}. Integers all the way to the last step: no order of words matters. */
    double around(int i) {
        int first = Math.max(0, i + 1 - window);
        int last = Math.min(products.length, i + 1 + window);
        long shared = 0;
        for (int left = first; left <= i; left++) {
            for (int right = i + 1; right < last; right++) {
                shared += products[left][right - left];
            }
        }
        return shared == 0 ? 0 : shared / Math.sqrt((double) norm(first, i + 1) * norm(i + 1, last));
    }

    private long norm(int from, int to) {
        long norm = 0;
        for (int one = from; one < to; one++) {
            norm += products[one][0];
            for (int other = one + 1; other < to; other++) {
                norm += 2 * products[one][other - one];
            }
        }
        return norm;
    }
}
