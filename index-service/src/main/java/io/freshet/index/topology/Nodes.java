package io.freshet.index.topology;

/** The name of every node and store. Renaming a store loses its state; renaming a node is free. */
enum Nodes {
    EXTRACTED("extracted"),
    GATE("gate"),
    WISH("wish"),
    CHUNK("chunk"),
    DIFF("diff"),
    EMBED("embed"),
    COMMIT("commit"),
    CHANGES_ONLY("changes-only"),
    CHANGE_KEY("change-key"),
    CHANGES("index-changes"),
    DEAD_ONLY("dead-only"),
    DEAD_LETTER("dead-letter"),
    DEAD_LETTERS("dead-letters"),
    DOCUMENTS_STORE("documents"),
    CHUNKS_STORE("chunks"),
    DELETIONS_STORE("deletions"),
    WAITING_STORE("waiting"),
    /** Also read from outside, through its changelog: freshness never passes what waits. */
    WAITING_SINCE_STORE("waiting-since");

    private final String label;

    Nodes(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
