package io.freshet.bench.edits;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.bench.served.Api;
import io.freshet.bench.served.Manual;
import io.freshet.bench.served.Metrics;
import io.freshet.bench.served.ServedFreshet;
import java.util.ArrayList;
import java.util.List;

/** Changes of one long manual, each measured from publishing until a search through the gateway shows it. */
final class Scenario {
    private static final String ID = "the-manual";
    private static final String TITLE = "The manual of everything";
    private static final String MODE = "keyword";
    private static final long GLANCE_MILLIS = 2;

    private final ServedFreshet freshet;
    private final Api api;
    private Manual manual;
    private String word = "";
    private int words;

    /** Publishes a change; returns its token. */
    private interface Publishing {
        String publish() throws Exception;
    }

    /** Asks until the change must show; returns whether it does. */
    private interface Showing {
        boolean shows(String token) throws Exception;
    }

    /** The manual is published by {@link #firstLoad}. */
    Scenario(ServedFreshet freshet, Manual manual) {
        this.freshet = freshet;
        this.api = new Api(freshet);
        this.manual = manual;
    }

    /** Small manuals, all of them; searchable one after the other. */
    Cost loadSmallOnes(int count, int pages) throws Exception {
        List<String> tokens = new ArrayList<>();
        return measured(
                () -> {
                    for (int i = 0; i < count; i++) {
                        String text = Manual.of(1000 + i, pages).markdown();
                        tokens.add(api.put("small-" + i, text, "Manual " + i));
                    }
                    return "";
                },
                unused -> {
                    for (int i = 0; i < count; i++) {
                        api.document("small-" + i, tokens.get(i));
                    }
                    return true;
                });
    }

    /** The whole manual, which nobody knew. */
    Cost firstLoad() throws Exception {
        return changed(0);
    }

    /** The same bytes once more. */
    Cost again() throws Exception {
        return measured(this::put, this::isFound);
    }

    /** Another sentence in the middle. */
    Cost sentence() throws Exception {
        return changed(manual.sentences() / 2);
    }

    /** Other readers: the caller, who is none of them, must find nothing any more. */
    Cost hidden() throws Exception {
        return measured(() -> api.patch(ID, "{\"readers\":[\"nobody-here\"]}"), token -> isGone());
    }

    /** Everybody may read it again. */
    Cost shown() throws Exception {
        return measured(() -> api.patch(ID, "{\"readers\":null}"), this::isFound);
    }

    /** A paragraph from the middle, a tenth of the manual further on. */
    Cost moved() throws Exception {
        manual = manual.withMovedParagraph();
        return measured(this::put, this::isFound);
    }

    Cost deleted() throws Exception {
        return measured(() -> api.delete(ID), token -> isGone());
    }

    /** The manual as it is now. */
    String text() {
        return manual.markdown();
    }

    private Cost changed(int sentence) throws Exception {
        word = "zqmanual" + words++;
        manual = manual.withSentence(
                sentence, "The limit of this part was changed to " + word + " by order of the last review.");
        return measured(this::put, this::isFound);
    }

    private String put() throws Exception {
        return api.put(ID, manual.markdown(), TITLE);
    }

    private boolean isFound(String token) throws Exception {
        JsonNode hits = api.search(word, MODE, token);
        return hits.path(0).path("text").asText().contains(word);
    }

    /** A token cannot be waited for by a caller who may not see its document, so this asks again and again. */
    private boolean isGone() throws Exception {
        while (!api.search(word, MODE).isEmpty()) {
            Thread.sleep(GLANCE_MILLIS);
        }
        return true;
    }

    private Cost measured(Publishing publishing, Showing showing) throws Exception {
        Metrics before = api.metrics();
        double processor = freshet.wholeTime().toNanos() / 1e9;
        long begin = System.nanoTime();
        String token = publishing.publish();
        boolean shown = showing.shows(token);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!shown) {
            throw new IllegalStateException("the change " + token + " is not shown as it must be");
        }
        Metrics after = api.metrics();
        return new Cost(
                grown(before, after, "freshet_embedded_chunks_total"),
                grown(before, after, "freshet_embedded_tokens_total"),
                seconds,
                freshet.wholeTime().toNanos() / 1e9 - processor);
    }

    private static double grown(Metrics before, Metrics after, String name) {
        return after.sum(name) - before.sum(name);
    }
}
