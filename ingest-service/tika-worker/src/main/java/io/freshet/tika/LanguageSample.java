package io.freshet.tika;

import io.freshet.tika.wire.WireBlock.Kind;

/** The first sentences of a text, to tell its language by. Tables and listings are left out: their words are names. */
final class LanguageSample {

    private static final int MOST_CHARS = 4000;

    private final StringBuilder text = new StringBuilder();
    private int letters;

    void add(Kind kind, String block) {
        boolean prose = kind == Kind.PARAGRAPH || kind == Kind.LIST_ITEM || kind == Kind.HEADING;
        int room = MOST_CHARS - text.length();
        if (!prose || room <= 0) {
            return;
        }
        String part = block.substring(0, Math.min(room, block.length()));
        letters += (int) part.codePoints().filter(Character::isLetter).count();
        text.append(part).append('\n');
    }

    int letters() {
        return letters;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
