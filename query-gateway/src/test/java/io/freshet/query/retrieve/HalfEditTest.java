package io.freshet.query.retrieve;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.NOON;
import static io.freshet.testkit.Heads.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.query.ManualTime;
import io.freshet.query.MemoryIndex;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.testkit.Chunks;
import io.freshet.testkit.HashEmbedder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Law: whenever a search falls into a writer's steps, it shows the chunks of exactly one sequence. */
class HalfEditTest {
    /** What a document consists of, sequence by sequence; the third and the fifth change its metadata only. */
    private static final List<Set<Integer>> SEQUENCES =
            List.of(Set.of(0, 1), Set.of(1, 2), Set.of(1, 2), Set.of(3), Set.of(3), Set.of(3, 4), Set.of(5, 6));

    private static final int STEPS_OF_A_WRITE = 3;

    @Property(tries = 1000, seed = "20261120")
    void aDocumentIsShownAsOneOfItsSequences(
            @ForAll @IntRange(max = 14) int before, @ForAll @Size(2) List<@IntRange(max = 9) Integer> between)
            throws Exception {
        MemoryIndex index = new MemoryIndex();
        Deque<Runnable> writer = writer(index);
        run(writer, STEPS_OF_A_WRITE + before);
        between.forEach(steps -> index.afterSearch(() -> run(writer, steps)));

        Answer answer = retriever(index)
                .search(
                        new Viewer(MemoryIndex.TENANT, List.of()),
                        new SearchRequest(
                                "river", 50, Mode.KEYWORD, 0.5, Fusion.RELATIVE_SCORE, Filter.ALL, List.of()));

        Set<String> shown = answer.hits().stream().map(Hit::text).collect(Collectors.toSet());
        assertThat(shown).isIn(pictures());
    }

    private static Deque<Runnable> writer(MemoryIndex index) {
        Deque<Runnable> steps = new ArrayDeque<>();
        Set<Integer> before = Set.of();
        for (int i = 0; i < SEQUENCES.size(); i++) {
            long sequence = i + 1L;
            Set<Integer> now = SEQUENCES.get(i);
            Set<Integer> added = without(now, before);
            Set<Integer> retired = without(before, now);
            steps.add(() -> added.forEach(part -> index.put(part(part).since(sequence))));
            steps.add(() -> index.put(
                    head("doc").sequence(sequence).removed(ids(retired)).indexedAt(NOON)));
            steps.add(() -> retired.forEach(part -> index.delete(part(part))));
            before = now;
        }
        return steps;
    }

    private static Set<Integer> without(Set<Integer> parts, Set<Integer> others) {
        return parts.stream().filter(part -> !others.contains(part)).collect(Collectors.toSet());
    }

    private static UUID[] ids(Set<Integer> parts) {
        return parts.stream().map(part -> part(part).build().id()).toArray(UUID[]::new);
    }

    private static Chunks part(int number) {
        return chunk("doc").id(number).text("river " + number);
    }

    private static List<Set<String>> pictures() {
        return SEQUENCES.stream()
                .map(parts -> parts.stream().map(part -> "river " + part).collect(Collectors.toSet()))
                .toList();
    }

    private static void run(Deque<Runnable> writer, int steps) {
        for (int i = 0; i < steps && !writer.isEmpty(); i++) {
            writer.remove().run();
        }
    }

    private static Retriever retriever(MemoryIndex index) {
        ManualTime time = new ManualTime();
        return new Retriever(
                index,
                QueryModels.only(new HashEmbedder(8)),
                new ReadYourWrites(time, Duration.ofSeconds(1), 1),
                time,
                Duration.ofSeconds(1));
    }
}
