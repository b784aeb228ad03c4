package io.freshet.index.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.index.topology.PlainAvro;
import io.freshet.records.DocumentKey;
import io.freshet.store.Head;
import io.freshet.store.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What holds of every audit, whatever happens meanwhile. */
class AuditLawsTest {
    private static final Set<Integer> ALL = Set.of(0, 1, 2);

    @Property(tries = 40)
    void aStoreThatIsTrueHasNoDriftWhetherOneFoldHoldsAllPartitionsOrOnlyOne(@ForAll long seed) throws Exception {
        LivingIndex index = new LivingIndex(seed).settledWith(8);

        assertThat(index.comparison().compare(ALL)).isEmpty();
        assertThat(index.comparison(1).compare(ALL)).isEmpty();
    }

    @Property(tries = 60)
    void whatIsOnlyUnderWayIsNeverDrift(@ForAll long seed) throws Exception {
        LivingIndex index = new LivingIndex(seed).settledWith(8);
        index.editedMeanwhile(index.documents());

        for (int again = 0; again < 3; again++) {
            assertThat(index.comparison().compare(ALL)).isEmpty();
        }
    }

    @Property(tries = 40)
    void allHarmIsFoundAndNothingElseAlsoWhileOthersAreEdited(@ForAll long seed) throws Exception {
        LivingIndex index = new LivingIndex(seed).settledWith(30);
        Map<RowKey, DriftKind> harm = harm(index, seed);

        List<Drift> found = index.comparison().compare(ALL);

        assertThat(kinds(found)).containsExactlyInAnyOrderEntriesOf(harm);
        assertThat(found).hasSameSizeAs(harm.keySet());
    }

    @Property(tries = 40)
    void afterARepairNothingDiffersAlsoWhileOthersAreEdited(@ForAll long seed) throws Exception {
        LivingIndex index = new LivingIndex(seed).settledWith(30);
        Map<DocumentKey, Set<String>> right = new HashMap<>();
        index.documents()
                .forEach(
                        document -> right.put(document, index.store.visible(document.tenant(), document.documentId())));
        Set<DocumentKey> harmed = harmed(index, seed);
        harm(index, seed);

        index.comparison().compare(ALL, found -> Repair.repair(index.repairs(), found.fold(), found.drifts()));

        assertThat(index.comparison().compare(ALL)).isEmpty();
        harmed.forEach(document -> assertThat(index.store.visible(document.tenant(), document.documentId()))
                .isEqualTo(right.get(document)));
    }

    @Property(tries = 40)
    void aDocumentLeftAtAnOlderEditChangesInOneStepToTheNewestOne(@ForAll long seed) throws Exception {
        LivingIndex index = new LivingIndex(seed).settledWith(6);
        DocumentKey document = index.documents().get(0);
        List<Runnable> older = new ArrayList<>();
        index.store
                .chunksOf(document.tenant(), document.documentId())
                .forEach(stored -> older.add(
                        () -> index.store.put(new Write.PutChunk(document.tenant(), stored.chunk(), stored.vector()))));
        Head head = index.store.head(document.tenant(), document.documentId());
        Set<String> before = index.store.visible(document.tenant(), document.documentId());
        index.edit(document);
        index.settle();
        Set<String> after = index.store.visible(document.tenant(), document.documentId());
        // Back to the edit before: its chunks, its head, nothing of the new one.
        index.store
                .chunksOf(document.tenant(), document.documentId())
                .forEach(stored -> index.store.put(new Write.DeleteChunk(
                        document.tenant(), document.documentId(), stored.chunk().id())));
        older.forEach(Runnable::run);
        index.store.put(
                head == null
                        ? new Write.DeleteHead(document.tenant(), document.documentId())
                        : new Write.PutHead(document.tenant(), head));
        List<Set<String>> seen = new ArrayList<>();
        index.store.afterEachWrite(() -> seen.add(index.store.visible(document.tenant(), document.documentId())));

        index.comparison().compare(ALL, found -> Repair.repair(index.repairs(), found.fold(), found.drifts()));

        assertThat(index.store.visible(document.tenant(), document.documentId()))
                .isEqualTo(after);
        // A chunk that stayed may be rewritten before the head is, as an edit does it; none comes or goes before that.
        assertThat(seen.stream().map(Set::size).distinct().count()).isLessThanOrEqualTo(2);
        assertThat(seen).allSatisfy(visible -> assertThat(visible.size()).isIn(before.size(), after.size()));
    }

    @Test
    void bytesNobodyCanReadSayNothingOfTheStore() throws Exception {
        LivingIndex index = new LivingIndex(4).settledWith(4);
        DocumentKey document = index.withChunks(1).get(0);
        RowKey key = RowKey.of(
                document.tenant(),
                index.store
                        .chunksOf(document.tenant(), document.documentId())
                        .get(0)
                        .chunk());
        int partition = key.partition(LivingIndex.PARTITIONS);
        byte[] nonsense = {99, 98, 97};
        index.append(partition, key.toString(), nonsense, new RecordHeaders());
        index.append(partition, "no key at all", nonsense, new RecordHeaders());

        StoreComparison comparison = new StoreComparison(
                new StoreComparison.Sources(
                        index,
                        PlainAvro.<SpecificRecord>serde().deserializer(),
                        LivingIndex.PARTITIONS,
                        index.store,
                        AppliedPositions.everything()),
                StoreComparison.Tuning.unlimited(),
                Watching.nobody());

        assertThat(comparison.compare(ALL)).isEmpty();
    }

    @Test
    void onlyThePartitionsAskedForAreCompared() throws Exception {
        LivingIndex index = new LivingIndex(5).settledWith(30);
        Map<RowKey, DriftKind> harm = harm(index, 5);

        Map<RowKey, DriftKind> found = new HashMap<>();
        for (int partition : ALL) {
            List<Drift> drifts = index.comparison().compare(Set.of(partition));
            assertThat(drifts).allMatch(drift -> drift.key().partition(LivingIndex.PARTITIONS) == partition);
            drifts.forEach(drift -> found.put(drift.key(), drift.kind()));
        }

        assertThat(found.keySet()).isEqualTo(harm.keySet());
    }

    /** One document for each kind of harm; they lie still while all others are edited. */
    private static Set<DocumentKey> harmed(LivingIndex index, long seed) {
        List<DocumentKey> candidates = new ArrayList<>(index.withChunks(1));
        Collections.shuffle(candidates, new Random(seed));
        assertThat(candidates).hasSizeGreaterThanOrEqualTo(Tampering.values().length);
        return new HashSet<>(candidates.subList(0, Tampering.values().length));
    }

    private static Map<RowKey, DriftKind> harm(LivingIndex index, long seed) {
        List<DocumentKey> documents = new ArrayList<>(harmed(index, seed));
        Map<RowKey, DriftKind> harm = new HashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            harm.putAll(List.of(Tampering.values()).get(i).with(index.store, documents.get(i)));
        }
        List<DocumentKey> others = new ArrayList<>(index.documents());
        others.removeAll(documents);
        index.editedMeanwhile(others);
        return harm;
    }

    private static Map<RowKey, DriftKind> kinds(List<Drift> drifts) {
        return drifts.stream().collect(Collectors.toMap(Drift::key, Drift::kind));
    }
}
