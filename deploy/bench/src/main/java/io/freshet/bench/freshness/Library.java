package io.freshet.bench.freshness;

import io.freshet.bench.served.Api;
import io.freshet.bench.served.Manual;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Manuals that are edited one sentence at a time, no sentence twice. One thread at a time. */
final class Library {
    private static final int SENDERS = 4;

    private final Random random;
    private final List<Book> books = new ArrayList<>();

    /** A manual as it stands, and the sentences that are still as they were. */
    private static final class Book {
        private final String id;
        private Manual manual;
        private final List<Integer> untouched;

        Book(String id, Manual manual, Random random) {
            this.id = id;
            this.manual = manual;
            this.untouched = new ArrayList<>(manual.shuffledSentences(random));
        }
    }

    /**
     * One edit.
     *
     * @param word only in the sentence that is new
     */
    record Edit(String documentId, String title, String markdown, String word) {}

    /** So many manuals, of evenly many pages between the two. */
    Library(long seed, int documents, int fewestPages, int mostPages) {
        random = new Random(seed);
        for (int i = 0; i < documents; i++) {
            int pages = fewestPages + random.nextInt(mostPages - fewestPages + 1);
            books.add(new Book("manual-" + i, Manual.of(seed + i, pages), random));
        }
    }

    int words() {
        return books.stream().mapToInt(book -> book.manual.words()).sum();
    }

    /** Publishes all, and returns when all can be searched. */
    void load(Api api) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (Book book : books) {
                sent.add(senders.submit(() -> {
                    String token = api.put(book.id, book.manual.markdown(), title(book.id));
                    return api.document(book.id, token);
                }));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } finally {
            senders.shutdownNow();
        }
    }

    /** Makes the edit with this number. */
    Edit edit(int number) {
        Book book = books.get(random.nextInt(books.size()));
        while (book.untouched.isEmpty()) {
            book = books.get(random.nextInt(books.size()));
        }
        String word = "zq" + Integer.toString(number, Character.MAX_RADIX) + "x";
        int sentence = book.untouched.remove(book.untouched.size() - 1);
        book.manual = book.manual.withSentence(
                sentence, "The limit of this part was changed to " + word + " by order of the last review.");
        return new Edit(book.id, title(book.id), book.manual.markdown(), word);
    }

    private static String title(String id) {
        return "The book of " + id;
    }
}
