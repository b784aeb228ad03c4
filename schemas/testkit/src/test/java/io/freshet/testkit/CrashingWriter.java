package io.freshet.testkit;

import io.freshet.store.IndexIdentity;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import io.freshet.store.lucene.LuceneStore;
import java.nio.file.Path;
import java.util.List;

/** The child of {@link LuceneCrashTest}: writes numbered edits and prints each number once it was synced. */
final class CrashingWriter {
    static final String TENANT = "acme";
    static final IndexIdentity IDENTITY = new IndexIdentity("hash", 8);
    static final int DOCUMENTS = 10;

    private CrashingWriter() {}

    public static void main(String[] args) throws Exception {
        LuceneStore store = LuceneStore.open(Path.of(args[0]));
        store.open(IDENTITY);
        for (int number = Integer.parseInt(args[1]); ; number++) {
            apply(store, chunk(number).put(TENANT, new HashEmbedder(8)));
            apply(store, Heads.head(documentId(number)).sequence(number).put(TENANT));
            if (number > DOCUMENTS) {
                apply(store, chunk(number - DOCUMENTS).delete(TENANT));
            }
            store.sync();
            System.out.println(number);
        }
    }

    static String documentId(int number) {
        return "doc-" + number % DOCUMENTS;
    }

    /** The one chunk of the edit with this number. */
    static Chunks chunk(int number) {
        return Chunks.chunk(documentId(number)).id(number).since(number).text("edit " + number);
    }

    private static void apply(LuceneStore store, Write write) {
        List<Outcome> outcomes = store.apply(List.of(write));
        if (!outcomes.equals(List.of(Outcome.ACCEPTED))) {
            throw new IllegalStateException(outcomes.toString());
        }
    }
}
