package io.freshet.bench.chunkers;

/**
 * A text without its white space, and where its characters were: chunks and the text they come from differ in nothing
 * else.
 */
final class Ink {
    private final String characters;
    /** How many characters of ink stand in front of each offset of the text. */
    private final int[] before;

    Ink(String text) {
        StringBuilder ink = new StringBuilder();
        before = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            before[i] = ink.length();
            if (!Character.isWhitespace(text.charAt(i))) {
                ink.append(text.charAt(i));
            }
        }
        before[text.length()] = ink.length();
        characters = ink.toString();
    }

    /** Where an offset of the text is in the ink. */
    int at(int offset) {
        return before[Math.min(offset, before.length - 1)];
    }

    int length() {
        return characters.length();
    }

    /**
     * Where a part of the text is.
     *
     * @param begun the part before it begins here
     * @param ended and ends here, where this one is expected; parts that overlap begin earlier
     */
    int find(String part, int begun, int ended) {
        String wanted = new Ink(part).characters;
        if (characters.startsWith(wanted, ended)) {
            return ended;
        }
        int found = characters.indexOf(wanted, begun);
        if (found < 0) {
            throw new IllegalStateException("a chunk is not a part of its document");
        }
        return found;
    }
}
