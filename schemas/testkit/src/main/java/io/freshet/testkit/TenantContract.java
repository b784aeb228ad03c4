package io.freshet.testkit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.Head;
import io.freshet.store.IndexCounts;
import io.freshet.store.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tenants and what they see of each other. */
abstract class TenantContract extends StoreCalls {
    TenantContract(StoreUnderTest underTest) {
        super(underTest);
    }

    @Test
    void tenantsDoNotSeeEachOther() throws Exception {
        accepted(
                chunk("doc").id(1).text("word ours").put(ACME, X),
                head("doc").sequence(1).put(ACME),
                chunk("doc").id(1).text("word theirs").put("other", X),
                head("doc").sequence(2).put("other"));

        accepted(chunk("doc").id(1).delete("other"));

        assertThat(search(keyword("word")))
                .singleElement()
                .satisfies(hit -> assertThat(hit.chunk().text()).isEqualTo("word ours"));
        assertThat(store().search().heads("other", List.of("doc")))
                .isEqualTo(Map.of("doc", head("doc").sequence(2).build()));
        assertThat(store().admin().count("other")).isEqualTo(new IndexCounts(0, 1));
    }

    @Test
    void aTenantNobodyWroteToIsEmpty() throws Exception {
        String nobody = "nobody";

        assertThat(store().search().search(query(nobody, Mode.HYBRID, "word", X, Filter.ALL, 10)))
                .isEmpty();
        assertThat(store().search().heads(nobody, List.of("doc"))).isEmpty();
        assertThat(store().search().chunks(nobody, "doc", "", 10)).isEmpty();
        assertThat(store().writer().since(nobody, List.of(uuid(1)))).isEmpty();
        assertThat(store().admin().count(nobody)).isEqualTo(new IndexCounts(0, 0));
    }

    @Test
    void aNameThatIsNoTenantsIsInvalid() {
        for (String name : List.of("", "..", "a/b", "Acme", "a".repeat(64))) {
            assertThat(store().writer()
                            .apply(List.of(head("doc").put(name), head("doc").put(ACME))))
                    .satisfiesExactly(
                            first -> assertThat(first).isInstanceOf(Outcome.Invalid.class),
                            second -> assertThat(second).isInstanceOf(Outcome.Accepted.class));
        }
    }

    @Test
    void manyTenantsAreWrittenInOneBatchAndKeptApart() throws Exception {
        List<String> tenants =
                IntStream.range(0, 60).mapToObj(i -> "tenant-" + i).toList();
        accepted(IntStream.range(0, tenants.size())
                .boxed()
                .flatMap(i -> Stream.of(
                        chunk("doc").id(1).text("word number" + i).put(tenants.get(i), X),
                        head("doc").sequence(i).put(tenants.get(i))))
                .toList());
        store().writer().sync();

        for (int i = 0; i < tenants.size(); i++) {
            String tenant = tenants.get(i);
            assertThat(store().search().heads(tenant, List.of("doc")).values())
                    .extracting(Head::sequence)
                    .containsExactly((long) i);
            assertThat(search(query(tenant, Mode.HYBRID, "word", X, Filter.ALL, 10)))
                    .extracting(hit -> hit.chunk().text())
                    .containsExactly("word number" + i);
        }
    }
}
