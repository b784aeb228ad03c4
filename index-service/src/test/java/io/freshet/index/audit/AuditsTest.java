package io.freshet.index.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.index.audit.AuditReport.Example;
import io.freshet.index.audit.AuditReport.State;
import io.freshet.index.metrics.AuditMeters;
import io.freshet.records.DocumentKey;
import io.freshet.service.config.ByteSize;
import io.freshet.service.patience.Pauser;
import io.freshet.store.Outcome;
import io.freshet.store.Write;
import io.freshet.testkit.Chunks;
import io.freshet.testkit.Heads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AuditsTest {
    private static final AuditOrder LOOK = new AuditOrder(null, false, false, null);
    private static final AuditOrder REPAIR = new AuditOrder(null, true, false, null);
    private static final int OTHER = 2;

    private final LivingIndex index = new LivingIndex(3).settledWith(20);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private volatile UnaryOperator<AuditTarget> seenAs = target -> target;
    private Audits audits = audits(settings(Duration.ZERO, true), index.waiting());

    @AfterEach
    void close() {
        audits.close();
    }

    @Test
    void aTrueStoreIsClean() throws Exception {
        AuditReport report = ended(audits.begin(LOOK));

        assertThat(report.state()).isEqualTo(State.CLEAN);
        assertThat(report.generation()).isEqualTo(1);
        assertThat(report.partitions()).containsExactly(0, 1, 2);
        assertThat(report.partitionsDone()).isEqualTo(3);
        assertThat(report.rows()).isPositive().isEqualTo(report.rowsSeen());
        assertThat(report.drift()).isEmpty();
        assertThat(report.endedAt()).isEqualTo(Heads.NOON);
        assertThat(gauge("missing")).isZero();
        assertThat(registry.get("freshet.audit.last.success.time.seconds")
                        .gauge()
                        .value())
                .isEqualTo((double) Heads.NOON.getEpochSecond());
        assertThat(registry.get("freshet.audit").tag("outcome", "clean").timer().count())
                .isEqualTo(1);
    }

    @Test
    void driftIsReportedAndLeftAloneUnlessARepairIsOrdered() throws Exception {
        DocumentKey document = index.withChunks(1).get(0);
        Map<RowKey, DriftKind> harm = Tampering.CHUNK_LOST.with(index.store, document);
        RowKey lost = harm.keySet().iterator().next();

        AuditReport report = ended(audits.begin(LOOK));

        assertThat(report.state()).isEqualTo(State.DRIFT);
        assertThat(report.drift()).containsExactly(Map.entry("missing", 1L));
        assertThat(report.repaired()).isEmpty();
        assertThat(report.examples())
                .containsExactly(new Example(
                        "missing", document.tenant(), document.documentId(), String.valueOf(lost.chunkId())));
        assertThat(gauge("missing")).isEqualTo(1);
        assertThat(ended(audits.begin(LOOK)).drift()).isEqualTo(report.drift());
    }

    @Test
    void whatARepairPutsRightIsCountedAndGone() throws Exception {
        Tampering.CHUNK_LOST.with(index.store, index.withChunks(1).get(0));
        Tampering.HEAD_OF_NOBODY.with(index.store, index.documents().get(1));

        AuditReport report = ended(audits.begin(REPAIR));

        assertThat(report.state()).isEqualTo(State.REPAIRED);
        assertThat(report.repaired()).isEqualTo(Map.of("missing", 1L, "extra", 1L));
        assertThat(gauge("missing")).isZero();
        assertThat(counter("freshet.store.drift.found", "missing")).isEqualTo(1);
        assertThat(counter("freshet.store.repaired", "extra")).isEqualTo(1);
        assertThat(ended(audits.begin(LOOK)).state()).isEqualTo(State.CLEAN);
    }

    @Test
    void aStoreThatIsSlowIsAskedAgain() throws Exception {
        Tampering.CHUNK_LOST.with(index.store, index.withChunks(1).get(0));
        index.store.script(new Outcome.Overloaded("slow"), new Outcome.Unavailable("away"));

        assertThat(ended(audits.begin(REPAIR)).state()).isEqualTo(State.REPAIRED);
        assertThat(ended(audits.begin(LOOK)).state()).isEqualTo(State.CLEAN);
    }

    @Test
    void whatTheStoreRefusesStaysDrift() throws Exception {
        Tampering.CHUNK_LOST.with(index.store, index.withChunks(1).get(0));
        index.store.script(new Outcome.Invalid("too long"));

        AuditReport report = ended(audits.begin(REPAIR));

        assertThat(report.state()).isEqualTo(State.DRIFT);
        assertThat(report.refused()).isEqualTo(Map.of("missing", 1L));
        assertThat(gauge("missing")).isEqualTo(1);
    }

    @Test
    void muchIsRemovedOnlyByForce() throws Exception {
        for (int i = 0; i < 1001; i++) {
            index.store.put(Chunks.chunk("ghost").id(new UUID(5, i)).put("acme", 1, 0, 0));
        }

        AuditReport careful = ended(audits.begin(REPAIR));

        assertThat(careful.state()).isEqualTo(State.DRIFT);
        assertThat(careful.problem()).contains("would be removed");
        assertThat(careful.repaired()).isEmpty();
        assertThat(gauge("extra")).isEqualTo(1001);

        AuditReport forced = ended(audits.begin(new AuditOrder(null, true, true, null)));

        assertThat(forced.repaired()).isEqualTo(Map.of("extra", 1001L));
        assertThat(ended(audits.begin(LOOK)).state()).isEqualTo(State.CLEAN);
    }

    @Test
    void partitionsOfAnotherProcessAreLeftToIt() throws Exception {
        for (DocumentKey document : index.withChunks(1)) {
            index.store.put(new Write.DeleteHead(document.tenant(), document.documentId()));
        }
        index.loseTheLastPartition();

        AuditReport report = ended(audits.begin(new AuditOrder(null, true, false, Set.of(1, 2))));

        assertThat(report.partitions()).containsExactly(1);
        assertThat(report.elsewhere()).containsExactly(2);
        assertThat(ended(audits.begin(new AuditOrder(null, false, false, Set.of(1))))
                        .state())
                .isEqualTo(State.CLEAN);
        assertThat(ended(audits.begin(new AuditOrder(null, false, false, Set.of(0))))
                        .state())
                .isEqualTo(State.DRIFT);
    }

    @Test
    void aWriterThatIsBehindForGoodIsAReasonNotDrift() throws Exception {
        index.documents().forEach(index::edit);
        index.stop();
        audits.close();
        audits = audits(settings(Duration.ZERO, true), time -> {
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            return true;
        });

        AuditReport report = ended(audits.begin(LOOK));

        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(report.problem()).contains("the writer is behind in partition");
        assertThat(report.drift()).isEmpty();
    }

    @Test
    void thereIsOneAtATimeAndAServiceThatEndsDoesNotWaitForIt() throws Exception {
        index.documents().forEach(index::edit);
        index.stop();
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        audits.close();
        audits = audits(settings(Duration.ZERO, true), time -> {
            waiting.countDown();
            never.await();
            return true;
        });
        AuditReport first = audits.begin(LOOK);
        waiting.await();

        assertThatThrownBy(() -> audits.begin(LOOK))
                .isInstanceOfSatisfying(AuditRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(AuditRefusedException.Reason.AUDIT_RUNNING));
        audits.close();

        assertThat(ended(first).state()).isEqualTo(State.FAILED);
        assertThat(ended(first).problem()).contains("run it again");
    }

    @Test
    void aGenerationThatIsNotWrittenHereIsRefused() {
        assertThatThrownBy(() -> audits.begin(new AuditOrder(7, false, false, null)))
                .isInstanceOfSatisfying(AuditRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(AuditRefusedException.Reason.UNKNOWN_GENERATION));
    }

    @Test
    void auditsRunByThemselvesAndRepairAsTheyAreTold() {
        Tampering.CHUNK_LOST.with(index.store, index.withChunks(1).get(0));
        audits.close();
        audits = audits(settings(Duration.ofMillis(5), true), index.waiting());

        audits.start();
        while (audits.all().stream().noneMatch(report -> report.state() == State.CLEAN)) {
            Thread.onSpinWait();
        }

        List<AuditReport> all = audits.all();
        assertThat(all.get(all.size() - 1).state()).isEqualTo(State.REPAIRED);
    }

    @Test
    void anAuditOfSomePartitionsSaysNothingOfAll() throws Exception {
        ended(audits.begin(LOOK));
        Tampering.CHUNK_LOST.with(index.store, index.withChunks(1).get(0));

        AuditReport some = ended(audits.begin(new AuditOrder(null, false, false, Set.of(0, 1, 2))));

        assertThat(some.state()).isEqualTo(State.DRIFT);
        assertThat(gauge("missing")).isZero();
        ended(audits.begin(LOOK));
        assertThat(gauge("missing")).isEqualTo(1);
    }

    @Test
    void anAuditOfAGenerationThatDoesNotServeSaysNothingOfTheOneThatDoes() throws Exception {
        ended(audits.begin(LOOK));
        Tampering.CHUNK_LOST.with(index.store, index.withChunks(1).get(0));

        AuditReport other = ended(audits.begin(new AuditOrder(OTHER, false, false, null)));

        assertThat(other.generation()).isEqualTo(OTHER);
        assertThat(other.state()).isEqualTo(State.DRIFT);
        assertThat(gauge("missing")).isZero();
    }

    @Test
    void whatAnotherProcessWritesByNowIsNotToldAsRepaired() throws Exception {
        Tampering.CHUNK_LOST.with(index.store, index.withChunks(1).get(0));
        seenAs = target -> withWriter(target, new Leaving(target.writer()));

        AuditReport report = ended(audits.begin(REPAIR));

        assertThat(report.state()).isEqualTo(State.DRIFT);
        assertThat(report.repaired()).isEmpty();
        assertThat(report.problem()).contains("another process");
        assertThat(gauge("missing")).isEqualTo(1);
    }

    @Test
    void anErrorEndsItsAuditAndNoOther() throws Exception {
        seenAs = target -> withWriter(target, new LiveWriter() {
            @Override
            public Future<?> between(Runnable work) {
                throw new StackOverflowError("deep");
            }

            @Override
            public Map<Integer, Long> positions() {
                return Map.of();
            }
        });
        AuditReport failed = ended(audits.begin(LOOK));
        seenAs = target -> target;

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.problem()).contains("deep");
        assertThat(ended(audits.begin(LOOK)).state()).isEqualTo(State.CLEAN);
    }

    /** Has all partitions when it is first asked, and none from then on. */
    private static final class Leaving implements LiveWriter {
        private final LiveWriter writer;
        private boolean asked;

        Leaving(LiveWriter writer) {
            this.writer = writer;
        }

        @Override
        public Future<?> between(Runnable work) {
            return writer.between(work);
        }

        @Override
        public Map<Integer, Long> positions() {
            Map<Integer, Long> positions = asked ? Map.of() : writer.positions();
            asked = true;
            return positions;
        }
    }

    private static AuditTarget withWriter(AuditTarget target, LiveWriter writer) {
        return numbered(target, target.generation(), writer);
    }

    private static AuditTarget numbered(AuditTarget target, int number, LiveWriter writer) {
        return new AuditTarget(
                number,
                target.topic(),
                target.partitions(),
                target.values(),
                target.store(),
                target.scan(),
                target.applied(),
                writer);
    }

    private AuditReport ended(AuditReport begun) {
        while (true) {
            AuditReport now = audits.find(begun.id()).orElseThrow();
            if (now.state() != State.RUNNING) {
                return now;
            }
            Thread.onSpinWait();
        }
    }

    private Audits audits(AuditSettings settings, Pauser pauser) {
        return new Audits(
                settings,
                this::target,
                new Audits.Surroundings(
                        topic -> index,
                        new AuditMeters(registry),
                        Clock.fixed(Heads.NOON, ZoneOffset.UTC),
                        pauser,
                        nanos::get));
    }

    private Optional<AuditTarget> target(@Nullable Integer generation) {
        AuditTarget serving = seenAs.apply(index.target());
        if (generation != null && generation == OTHER) {
            return Optional.of(numbered(serving, OTHER, serving.writer()));
        }
        return generation == null || generation == 1 ? Optional.of(serving) : Optional.empty();
    }

    private static AuditSettings settings(Duration every, boolean repair) {
        return new AuditSettings(every, repair, 10_000_000, ByteSize.mebibytes(1), 10);
    }

    private double gauge(String kind) {
        return registry.get("freshet.store.drift").tag("kind", kind).gauge().value();
    }

    private double counter(String name, String kind) {
        return registry.get(name).tag("kind", kind).counter().count();
    }
}
