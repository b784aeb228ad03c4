package io.freshet.bench.chunkers;

/**
 * What a searcher sees of a document.
 *
 * @param start where it begins in the document's ink
 * @param end where it ends
 * @param tokens of its text
 */
record Passage(String document, int start, int end, int tokens) {

    /** How much of a stretch of the document's ink is in it. */
    int covers(int from, int to) {
        return Math.max(0, Math.min(end, to) - Math.max(start, from));
    }

    /** Its beginning, as long as the tokens allow. */
    Passage cut(int most) {
        return tokens <= most
                ? this
                : new Passage(document, start, start + (int) ((long) (end - start) * most / tokens), most);
    }
}
