package io.freshet.local.history;

import io.freshet.local.history.Step.Change;
import io.freshet.local.history.Step.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What happened to a few documents, and what may be heard of it. The same seed, the same history.
 *
 * <p>Of numbered documents the news come in any order, some of them twice, and then the beginning of all that was heard
 * once more. A patch says what to change and not what comes of it, so it is never heard before the text it was made for,
 * nor before another patch that came earlier. Of documents without numbers the order counts, so what is heard again goes
 * on to the end.
 */
final class RandomHistory {
    private static final int DOCUMENTS = 8;
    private static final int STEPS = 9;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> WORDS = List.of(
            ("harbour lantern gravel copper meadow thunder saddle ribbon orchard velvet compass anchor timber willow"
                            + " barley kettle marble feather candle basket")
                    .split(" "));

    private final Random random;
    private final long seed;
    private final Map<String, List<Step>> clean = new LinkedHashMap<>();
    private final List<Step> mixedUp;

    RandomHistory(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            String id = "page-" + i;
            clean.put(id, steps(id, i % 4 > 0));
        }
        this.mixedUp = mixUp();
    }

    long seed() {
        return seed;
    }

    /** Everything once and in order, by document. */
    Map<String, List<Step>> clean() {
        return clean;
    }

    /** What is heard of it. */
    List<Step> mixedUp() {
        return mixedUp;
    }

    private List<Step> steps(String id, boolean numbered) {
        List<Step> steps = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        long version = 0;
        for (int i = 0; i < STEPS; i++) {
            version += 1 + random.nextInt(3);
            Instant at = BEGIN.plusSeconds(60L * i);
            // The first can be read, and of the last ones many cannot.
            boolean broken = i >= STEPS - 3 && random.nextInt(3) == 0;
            Change change = i == 0 ? written(sections) : broken ? new Change.Broken() : change(sections);
            steps.add(new Step(id, numbered ? version : null, at, seed + "-" + id + "-" + i, change));
        }
        return steps;
    }

    private Change change(List<Section> sections) {
        return switch (random.nextInt(12)) {
            case 0 -> new Change.Removed();
            case 1 -> new Change.Broken();
            case 2 -> new Change.Patched(words(2), null, null);
            case 3 -> new Change.Patched(null, List.of(words(1), words(1)), null);
            case 4, 5 -> new Change.Patched(null, null, readers());
            default -> written(sections);
        };
    }

    private Change written(List<Section> sections) {
        edit(sections);
        return new Change.Written(words(2), List.of(words(1)), readers(), List.copyOf(sections));
    }

    private void edit(List<Section> sections) {
        if (sections.size() < 2) {
            IntStream.range(0, 4).forEach(i -> sections.add(section()));
            return;
        }
        int place = random.nextInt(sections.size());
        switch (random.nextInt(5)) {
            case 0 -> sections.add(place, section());
            case 1 -> sections.remove(place);
            case 2 -> sections.add(sections.remove(place));
            case 3 -> sections.add(sections.get(place));
            default -> sections.set(place, section());
        }
    }

    private Section section() {
        StringBuilder text = new StringBuilder();
        for (int sentence = 1 + random.nextInt(4); sentence > 0; sentence--) {
            text.append("The ").append(words(6 + random.nextInt(8))).append(sentence == 1 ? "." : ". ");
        }
        return new Section("About " + words(2), text.toString());
    }

    private List<String> readers() {
        return random.nextBoolean() ? List.of() : List.of("group-" + random.nextInt(3));
    }

    private String words(int count) {
        return String.join(
                " ",
                IntStream.range(0, count)
                        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                        .toList());
    }

    private List<Step> mixUp() {
        Map<String, List<Step>> heard = new LinkedHashMap<>();
        clean.forEach(
                (id, steps) -> heard.put(id, steps.get(0).version() == null ? repeated(steps) : disordered(steps)));
        List<Step> log = new ArrayList<>();
        List<List<Step>> left = new ArrayList<>();
        heard.values().forEach(steps -> left.add(new ArrayList<>(steps)));
        while (!left.isEmpty()) {
            List<Step> next = left.get(random.nextInt(left.size()));
            log.add(next.remove(0));
            left.removeIf(List::isEmpty);
        }
        log.addAll(beginning(log));
        return log;
    }

    /** What was heard up to some moment, and of documents without numbers all. */
    private List<Step> beginning(List<Step> log) {
        int moment = random.nextInt(log.size());
        return IntStream.range(0, log.size())
                .filter(i -> i < moment || log.get(i).version() == null)
                .mapToObj(log::get)
                .toList();
    }

    /** In order, now and then going back by some steps. */
    private List<Step> repeated(List<Step> steps) {
        List<Step> heard = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            heard.add(steps.get(i));
            if (random.nextInt(3) == 0) {
                heard.addAll(steps.subList(random.nextInt(i + 1), i + 1));
            }
        }
        return heard;
    }

    private List<Step> disordered(List<Step> steps) {
        int lastComplete = IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).isComplete())
                .max()
                .orElseThrow();
        List<Step> heard = new ArrayList<>();
        List<Step> anywhere = new ArrayList<>(steps.subList(0, lastComplete));
        for (Step step : steps.subList(lastComplete, steps.size())) {
            (step.change() instanceof Change.Broken ? anywhere : heard).add(step);
        }
        Collections.shuffle(anywhere, random);
        anywhere.forEach(step -> heard.add(random.nextInt(heard.size() + 1), step));
        for (Step step : steps) {
            if (random.nextInt(3) == 0) {
                int first = heard.indexOf(step);
                heard.add(first + 1 + random.nextInt(heard.size() - first), step);
            }
        }
        return heard;
    }
}
