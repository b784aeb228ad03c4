package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.Filter;
import io.freshet.store.Head;
import io.freshet.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of writes of heads. */
abstract class HeadContract extends StoreCalls {
    HeadContract(StoreUnderTest underTest) {
        super(underTest);
    }

    @Test
    void aHeadComesBackAsItWasPut() throws Exception {
        Head full = head("doc")
                .sequence(3)
                .version(1L << 60)
                .origin(new Head.Origin(
                        5, 1L << 40, "event-ü", Instant.parse("2026-01-01T00:00:00.001Z"), Instant.EPOCH))
                .metadata(metadata().title("Title").readers("ann").modifiedAt(Heads.NOON))
                .chunkCount(12)
                .removed(uuid(1), UUID.fromString("ffffffff-ffff-5fff-bfff-ffffffffffff"))
                .failure("TIMEOUT", "took too long")
                .build();
        Head bare = head("other").deleted().build();

        accepted(new Write.PutHead(ACME, full), new Write.PutHead(ACME, bare));

        Map<String, Head> expected = Map.of("doc", full, "other", bare);
        assertThat(store().search().heads(ACME, List.of("doc", "other", "none")))
                .isEqualTo(expected);
        assertThat(store().writer().heads(ACME, Set.of("doc", "other", "none"))).isEqualTo(expected);
    }

    @Test
    void puttingAHeadAgainReplacesIt() throws Exception {
        accepted(head("doc").sequence(1).put(ACME));

        accepted(head("doc").sequence(2).put(ACME));

        assertThat(store().search().heads(ACME, List.of("doc")).get("doc"))
                .isEqualTo(head("doc").sequence(2).build());
        assertThat(store().admin().count(ACME).heads()).isEqualTo(1);
    }

    @Test
    void aDeletedHeadIsForgotten() throws Exception {
        accepted(head("doc").put(ACME), head("docs").put(ACME));

        accepted(new Write.DeleteHead(ACME, "doc"));

        assertThat(store().search().heads(ACME, List.of("doc", "docs"))).containsOnlyKeys("docs");
    }

    @Test
    void headsAreFoundByTheirWholeIdOnly() throws Exception {
        accepted(head("a/B c#1").put(ACME));

        assertThat(store().search().heads(ACME, List.of("a", "a/b c#1", "A/B C#1", "a/B c#1", "")))
                .containsOnlyKeys("a/B c#1");
    }

    @Test
    void manyHeadsAreFetchedAtOnce() throws Exception {
        List<String> ids = IntStream.range(0, 500).mapToObj(i -> "doc-" + i).toList();
        accepted(ids.stream().map(id -> head(id).put(ACME)).toArray(Write[]::new));

        assertThat(store().search().heads(ACME, ids)).hasSize(500).containsOnlyKeys(ids);
    }

    @Test
    void headsAreNoHits() throws Exception {
        accepted(head("doc").metadata(metadata().title("word").tags("t")).put(ACME));

        assertThat(search(keyword("word"))).isEmpty();
        assertThat(search(vector(X))).isEmpty();
        assertThat(search(filtered(new Filter.Not(new Filter.AnyOf(Filter.Field.TAGS, List.of("u"))))))
                .isEmpty();
    }

    @Test
    void sinceTellsWhichSequenceIntroducedAChunk() throws Exception {
        accepted(
                chunk("a").id(1).since(3).put(ACME, X),
                chunk("b").id(2).since(Long.MAX_VALUE).put(ACME, X));

        assertThat(store().writer().since(ACME, List.of(uuid(1), uuid(2), uuid(3))))
                .isEqualTo(Map.of(uuid(1), 3L, uuid(2), Long.MAX_VALUE));
    }
}
