package io.freshet.query.retrieve;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.query.ManualTime;
import io.freshet.query.MemoryIndex;
import io.freshet.query.retrieve.Documents.ChunkPage;
import io.freshet.query.retrieve.Documents.Lookup;
import io.freshet.store.Chunk;
import io.freshet.store.Head;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final Viewer VIEWER = new Viewer(MemoryIndex.TENANT, List.of());

    private final MemoryIndex index = new MemoryIndex();
    private final Documents documents =
            new Documents(index, new ReadYourWrites(new ManualTime(), Duration.ofSeconds(1), 1));

    @Test
    void aDeletedAForbiddenAndAMissingDocument() throws Exception {
        index.put(head("deleted").deleted());
        index.put(head("forbidden").metadata(metadata().readers("anna")));
        index.put(head("forbidden and deleted")
                .metadata(metadata().readers("anna"))
                .deleted());

        assertThat(documents.standing(VIEWER, "deleted", List.of())).isInstanceOf(Lookup.Gone.class);
        assertThat(documents.standing(VIEWER, "forbidden", List.of())).isInstanceOf(Lookup.Unknown.class);
        assertThat(documents.standing(VIEWER, "forbidden and deleted", List.of()))
                .isInstanceOf(Lookup.Unknown.class);
        assertThat(documents.standing(VIEWER, "missing", List.of())).isInstanceOf(Lookup.Unknown.class);
        assertThat(documents.chunks(VIEWER, "forbidden", "", 10)).isInstanceOf(Lookup.Unknown.class);
        assertThat(documents.chunks(VIEWER, "deleted", "", 10)).isInstanceOf(Lookup.Gone.class);
    }

    @Test
    void theStandingIsThatOfTheGenerationThatKnowsTheViewersWrites() throws Exception {
        MemoryIndex younger = new MemoryIndex().put(head("doc").origin(0, 9).sequence(7));
        index.put(head("doc").origin(0, 3)).serves(younger);

        Lookup<Head> standing = documents.standing(VIEWER, "doc", List.of(new Token(0, 9, "doc")));

        assertThat(standing)
                .isEqualTo(new Lookup.Known<>(Objects.requireNonNull(
                        younger.heads(MemoryIndex.TENANT, List.of("doc")).get("doc"))));
    }

    @Test
    void pagesHoldEveryVisibleChunkOnceAndInOrder() throws Exception {
        for (int i = 0; i < 23; i++) {
            long since = i % 5 == 0 ? 2 : 1;
            index.put(chunk("doc").id(i).order("k" + (char) ('a' + i)).since(since));
        }
        index.put(head("doc"));

        List<String> orders = new ArrayList<>();
        String after = "";
        while (after != null) {
            ChunkPage page = page(after, 4);
            assertThat(page.chunks()).hasSizeBetween(1, 4);
            page.chunks().stream().map(Chunk::order).forEach(orders::add);
            after = page.next();
        }

        assertThat(orders).hasSize(18).isSorted().doesNotHaveDuplicates();
    }

    private ChunkPage page(String after, int limit) throws Exception {
        return documents.chunks(VIEWER, "doc", after, limit) instanceof Lookup.Known<ChunkPage> known
                ? known.value()
                : new ChunkPage(head("doc").build(), List.of(), null);
    }
}
