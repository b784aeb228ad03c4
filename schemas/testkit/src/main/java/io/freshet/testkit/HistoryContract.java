package io.freshet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.Chunk;
import io.freshet.store.ChunkHit;
import io.freshet.store.ChunkQuery;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.store.Outcome;
import io.freshet.store.StoreUnavailableException;
import io.freshet.store.Write;
import io.freshet.testkit.RankingModel.Ranked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * After any history of writes a store holds and finds what the {@link IndexModel} does. Word scores are not compared here:
 * a store may count replaced chunks for a while. What is found, and in which order by vector, has to be right at once.
 */
abstract class HistoryContract extends StoreCalls {
    private static final List<String> TENANTS = List.of(ACME, "other");
    private static final int BATCHES = 40;
    private static final int LOOKS = 5;
    private static final int PAGE = 3;
    private static final int EVERYTHING = 1_000;
    private static final List<String> DOCUMENTS = IntStream.range(0, RandomWrites.DOCUMENTS)
            .mapToObj(RandomWrites::documentId)
            .toList();
    private static final List<UUID> CHUNKS =
            IntStream.range(0, RandomWrites.CHUNKS).mapToObj(StoreCalls::uuid).toList();

    private final Map<String, IndexModel> models = new HashMap<>();

    HistoryContract(StoreUnderTest underTest) {
        super(underTest);
        TENANTS.forEach(tenant -> models.put(tenant, new IndexModel()));
    }

    @RepeatedTest(3)
    void whatIsStoredAndFoundIsWhatTheWritesSay(RepetitionInfo repetition) throws Exception {
        RandomWrites random = new RandomWrites(repetition.getCurrentRepetition());
        for (int i = 1; i <= BATCHES; i++) {
            List<Write> batch = random.batch(TENANTS);
            apply(batch);
            if (i % 4 == 0) {
                apply(batch);
            }
            if (i == BATCHES / 2) {
                store().writer().sync();
                reopen();
            }
            for (String tenant : TENANTS) {
                rowsAreRight(tenant);
                if (i % (BATCHES / LOOKS) == 0) {
                    pagesAreRight(tenant);
                    wordsAreRight(tenant);
                    vectorsAreRight(tenant, random);
                }
            }
        }
    }

    private void apply(List<Write> batch) {
        List<Outcome> outcomes = store().writer().apply(batch);
        assertThat(outcomes).hasSameSizeAs(batch);
        for (int i = 0; i < batch.size(); i++) {
            Write write = batch.get(i);
            if (RandomWrites.isInvalid(write)) {
                assertThat(outcomes.get(i)).as("%s", write).isInstanceOf(Outcome.Invalid.class);
            } else {
                assertThat(outcomes.get(i)).as("%s", write).isEqualTo(Outcome.ACCEPTED);
                model(write.tenant()).apply(write);
            }
        }
    }

    private void rowsAreRight(String tenant) throws StoreUnavailableException {
        IndexModel model = model(tenant);
        assertThat(store().search().heads(tenant, DOCUMENTS)).isEqualTo(model.heads());
        assertThat(store().writer().heads(tenant, DOCUMENTS)).isEqualTo(model.heads());
        assertThat(store().writer().since(tenant, CHUNKS)).isEqualTo(model.since());
        assertThat(store().admin().count(tenant)).isEqualTo(model.counts());
    }

    private void pagesAreRight(String tenant) throws StoreUnavailableException {
        for (String documentId : DOCUMENTS) {
            List<Chunk> read = new ArrayList<>();
            List<Chunk> page = store().search().chunks(tenant, documentId, "", PAGE);
            while (!page.isEmpty()) {
                read.addAll(page);
                page = store().search()
                        .chunks(tenant, documentId, page.get(page.size() - 1).order(), PAGE);
            }
            assertThat(read).isEqualTo(model(tenant).inReadingOrder(documentId));
            List<Chunk> passage = read.stream()
                    .filter(chunk -> uuid(3).equals(chunk.parent()))
                    .toList();
            assertThat(store().search().passage(tenant, documentId, uuid(3), EVERYTHING))
                    .isEqualTo(passage);
        }
    }

    private void wordsAreRight(String tenant) throws StoreUnavailableException {
        RankingModel ranking = new RankingModel(model(tenant).stored());
        for (String word : RandomWrites.WORDS) {
            ChunkQuery query = query(tenant, Mode.KEYWORD, word, null, Filter.ALL, EVERYTHING);
            assertThat(search(query))
                    .as("%s", word)
                    .extracting(ChunkHit::chunk)
                    .containsExactlyInAnyOrderElementsOf(
                            ranking.search(query).stream().map(Ranked::chunk).toList());
        }
    }

    private void vectorsAreRight(String tenant, RandomWrites random) throws StoreUnavailableException {
        RankingModel ranking = new RankingModel(model(tenant).stored());
        for (int i = 0; i < 20; i++) {
            Filter filter = i == 0 ? Filter.ALL : random.filter(2);
            float[] vector = {0.317f, 0.526f, 0.789f};
            ChunkQuery query = query(tenant, Mode.VECTOR, "", vector, filter, EVERYTHING);
            assertThat(search(query))
                    .as("%s", filter)
                    .extracting(ChunkHit::chunk)
                    .isEqualTo(ranking.search(query).stream().map(Ranked::chunk).toList());
        }
    }

    private IndexModel model(String tenant) {
        return Objects.requireNonNull(models.get(tenant), "one of the tenants");
    }
}
