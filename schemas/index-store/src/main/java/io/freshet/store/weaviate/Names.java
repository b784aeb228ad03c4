package io.freshet.store.weaviate;

/** What the collections are called. */
record Names(String prefix) {

    Names {
        if (!prefix.matches("[A-Z][A-Za-z]{0,63}")) {
            throw new IllegalArgumentException(
                    "the prefix of collections is a capital letter and up to 63 letters: " + prefix);
        }
    }

    String chunks(int generation) {
        return chunksAlias() + generation;
    }

    String heads(int generation) {
        return headsAlias() + generation;
    }

    String control() {
        return prefix + "Control";
    }

    /** What others read the serving generation's chunks by. */
    String chunksAlias() {
        return prefix + "Chunks";
    }

    /** What others read the serving generation's heads by. */
    String headsAlias() {
        return prefix + "Heads";
    }
}
