package io.freshet.embedding.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts a list into requests: neighbours in length go together, so that a server that pads has little to pad. */
final class Batches {
    private final int mostTexts;
    private final long mostTokens;

    Batches(int mostTexts, long mostTokens) {
        this.mostTexts = mostTexts;
        this.mostTokens = mostTokens;
    }

    /** The indices of each batch's texts; a text with more tokens than a batch may have is alone. */
    List<int[]> of(int[] tokens) {
        int[] byLength = IntStream.range(0, tokens.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> tokens[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> batches = new ArrayList<>();
        int from = 0;
        long sum = 0;
        for (int to = 0; to < byLength.length; to++) {
            long more = tokens[byLength[to]];
            if (to > from && (to - from == mostTexts || sum + more > mostTokens)) {
                batches.add(Arrays.copyOfRange(byLength, from, to));
                from = to;
                sum = 0;
            }
            sum += more;
        }
        if (from < byLength.length) {
            batches.add(Arrays.copyOfRange(byLength, from, byLength.length));
        }
        return batches;
    }
}
