package io.freshet.index.topology;

import static io.freshet.testkit.Blocks.paragraph;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.embedding.EmbeddingException;
import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.chunk.Chunker;
import io.freshet.records.Block;
import io.freshet.records.ChunkPut;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.HeadPut;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.testkit.Extracted;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.Heads;
import io.freshet.testkit.ScriptedEmbedder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a change whose vectors are not there yet, and to what comes after it. */
final class WaitingChangesTest {
    private static final Block CATS = paragraph("Cats sleep most of the day on warm roofs.");
    private static final Block DOGS = paragraph("Dogs guard houses and bark at the postman.");
    private static final Block FISH = paragraph("Fish swim in cold rivers far from towns.");
    private static final Block BIRDS = paragraph("Birds sing early in spring before dawn breaks.");

    private final ScriptedEmbedder embedder = new ScriptedEmbedder(new HashEmbedder(16));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private TopologyBench bench;

    @BeforeEach
    void setUp() {
        bench = new TopologyBench(embedder, directory);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    @Nested
    final class AChangeThatWaits {

        @Test
        void isNotShownBeforeAllItsVectorsAreThere() {
            bench.gate();

            var atFirst = bench.send(text("doc", 1, many(12)));
            var halfWay = bench.embedBatches(1);
            var done = bench.embedAll();

            assertThat(atFirst).isEmpty();
            assertThat(halfWay).isEmpty();
            assertThat(done).hasSize(13).last().satisfies(last -> assertThat(last.value())
                    .isInstanceOf(HeadPut.class));
            assertThat(bench.index.visible("doc")).hasSize(12);
            assertThat(bench.waitingDocuments()).isZero();
            assertThat(bench.rows("waiting")).isEmpty();
        }

        @Test
        void leavesWhatIsInServiceAsItIs() {
            bench.send(text("doc", 1, CATS, DOGS));
            bench.gate();

            bench.send(text("doc", 2, CATS, FISH));

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText(), DOGS.getText());
            bench.open();
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText(), FISH.getText());
        }

        @Test
        void holdsUpNobody() {
            bench.gate();
            bench.send(text("giant", 1, many(40)));
            bench.send(text("small", 2, CATS));

            bench.embedBatches(1);

            assertThat(bench.index.visible("small")).containsExactly(CATS.getText());
            assertThat(bench.index.knows("giant")).isFalse();
            bench.open();
            assertThat(bench.index.visible("giant")).hasSize(40);
        }

        @Test
        void tellsSinceWhenUntilItIsDone() {
            bench.gate();
            bench.send(text("doc", 1, many(12)));

            assertThat(bench.rows("waiting-since")).isEqualTo(Map.of("acme/doc", Heads.NOON.toEpochMilli()));
            bench.embedAll();
            assertThat(bench.rows("waiting-since")).isEmpty();
        }

        @Test
        void isNoticedOnceWhenItIsDeliveredAgain() {
            bench.gate();
            bench.send(text("doc", 1, CATS, DOGS));

            bench.send(text("doc", 1, CATS, DOGS));

            bench.embedAll();
            assertThat(bench.index.head("doc").getSequence()).isEqualTo(1);
            assertThat(embedder.embedded()).hasSize(2);
        }

        @Test
        void isNotWrittenDownWhenItsVectorsComeAtOnce() {
            bench.send(text("doc", 1, CATS, DOGS));

            assertThat(bench.index.visible("doc")).hasSize(2);
            assertThat(bench.meters.get("freshet.waiting.documents").gauge().value())
                    .isZero();
        }
    }

    @Nested
    final class ANewerText {

        @Test
        void takesItsPlaceAndTheOlderIsNeverShown() {
            bench.gate();
            bench.send(text("doc", 1, CATS, DOGS));

            bench.send(text("doc", 2, FISH));
            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(FISH.getText());
            assertThat(bench.index.head("doc").getSequence()).isEqualTo(1);
            assertThat(bench.changes).extracting(TestRecord::value).noneMatch(WaitingChangesTest::isOfDogs);
        }

        @Test
        void leavesNoRowsOfTheOlderBehind() {
            bench.send(text("doc", 1, CATS));
            bench.gate();
            bench.send(text("doc", 2, CATS, DOGS, BIRDS));
            bench.embedBatches(1);

            bench.send(text("doc", 3, CATS, FISH));
            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText(), FISH.getText());
            assertThat(bench.rows("chunks")).hasSize(2);
        }

        @Test
        void usesTheVectorsThatCameForTheOlder() {
            Block[] older = many(20);
            bench.gate();
            bench.send(text("doc", 1, older));
            bench.embedBatches(1);
            Block[] newer = older.clone();
            newer[19] = FISH;

            bench.send(text("doc", 2, newer));
            bench.embedAll();

            assertThat(bench.index.visible("doc")).hasSize(20).last().isEqualTo(FISH.getText());
            assertThat(embedder.embedded()).hasSize(20).doesNotHaveDuplicates();
        }

        @Test
        void takesUpVectorsThatArriveForTheOlderLater() {
            bench.gate();
            bench.send(text("doc", 1, many(8)));
            bench.embedUnseen(1);

            bench.send(text("doc", 2, many(8)));
            bench.embedAll();

            assertThat(bench.index.visible("doc")).hasSize(8);
        }

        @Test
        void thatIsWhatIsInServiceEndsTheWaiting() {
            bench.send(text("doc", 1, CATS, DOGS));
            bench.gate();
            bench.send(text("doc", 2, CATS, FISH));

            var changes = bench.send(text("doc", 3, CATS, DOGS));

            assertThat(changes).extracting(TestRecord::key).containsExactly("acme/doc#");
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
            assertThat(bench.waitingDocuments()).isZero();
            assertThat(bench.embedAll()).isEmpty();
            assertThat(bench.rows("chunks")).hasSize(2);
        }

        @Test
        void ofAnOlderVersionDoesNotTakeItsPlace() {
            bench.gate();
            bench.send(Extracted.text("doc", CATS).offset(1).version(5).build());

            bench.send(Extracted.text("doc", DOGS).offset(2).version(4).build());
            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getVersion()).isEqualTo(5);
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(2);
        }
    }

    @Nested
    final class APatch {

        @Test
        void changesTheDocumentThatWaitsAlsoWhenNothingOfItIsInService() {
            bench.gate();
            bench.send(text("doc", 1, CATS, DOGS));

            bench.send(patch("doc", 2, readers("staff")));
            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText(), DOGS.getText());
            assertThat(bench.index.head("doc").getMetadata().getReaders()).containsExactly("staff");
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(2);
            assertThat(bench.index.head("doc").getFailure()).isNull();
            assertThat(bench.index.chunks("doc"))
                    .allSatisfy(c -> assertThat(c.getMetadata().getReaders()).containsExactly("staff"));
        }

        @Test
        void ofTheTitleIsInFrontOfTheTextThatWaited() {
            bench.gate();
            bench.send(text("doc", 1, CATS));

            bench.send(
                    patch("doc", 2, MetadataPatch.newBuilder().setTitle("Pets").build()));
            bench.embedAll();

            assertThat(embedder.embedded()).containsExactly("Pets\n" + CATS.getText());
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
        }

        @Test
        void ofTheTitleOfWhatIsInServiceWaitsToo() {
            bench.send(text("doc", 1, CATS, DOGS));
            bench.gate();

            bench.send(
                    patch("doc", 2, MetadataPatch.newBuilder().setTitle("Pets").build()));
            bench.send(patch("doc", 3, readers("staff")));

            assertThat(bench.index.head("doc").getTitle()).isNull();
            bench.embedAll();
            assertThat(bench.index.head("doc").getTitle()).isEqualTo("Pets");
            assertThat(bench.index.head("doc").getMetadata().getReaders()).containsExactly("staff");
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText(), DOGS.getText());
            assertThat(bench.rows("chunks")).hasSize(2);
        }

        @Test
        void ofTheReadersIsNotHeldUpWhenNothingWaits() {
            bench.send(text("doc", 1, CATS));
            bench.gate();

            assertThat(bench.send(patch("doc", 2, readers("staff")))).hasSize(2);
        }
    }

    @Nested
    final class ADelete {

        @Test
        void endsTheWaitingAndIsShownAtOnce() {
            bench.send(text("doc", 1, CATS));
            bench.gate();
            bench.send(text("doc", 2, CATS, DOGS, FISH));
            bench.embedUnseen(1);

            bench.send(Extracted.deleted("doc").offset(3).build());

            assertThat(bench.index.head("doc").getDeleted()).isTrue();
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
            assertThat(bench.embedAll()).isEmpty();
            assertThat(bench.rows("chunks")).isEmpty();
            assertThat(bench.rows("waiting")).isEmpty();
        }

        @Test
        void ofADocumentThatOnlyWaitsIsRememberedToo() {
            bench.gate();
            bench.send(Extracted.text("doc", CATS).offset(1).version(5).build());

            bench.send(Extracted.deleted("doc").offset(2).version(6).build());
            bench.send(Extracted.text("doc", DOGS).offset(3).version(5).build());

            assertThat(bench.embedAll()).isEmpty();
            assertThat(bench.index.head("doc").getDeleted()).isTrue();
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
        }

        @Test
        void thatIsRememberedIsNotForgottenWhileTheDocumentIsAboutToComeBack() {
            bench.send(text("doc", 1, CATS));
            bench.send(Extracted.deleted("doc").offset(2).build());
            bench.gate();
            bench.send(text("doc", 3, many(12)));

            bench.pass(Duration.ofDays(31));
            bench.embedAll();

            assertThat(bench.index.visible("doc")).hasSize(12);
            assertThat(bench.index.head("doc").getSequence()).isEqualTo(3);
        }
    }

    @Nested
    final class AFailure {

        @Test
        void ofANewerEventIsShownWhenTheWaitingIsOver() {
            bench.gate();
            bench.send(Extracted.text("doc", CATS).offset(1).version(1).build());

            bench.send(Extracted.failed("doc", "ENCRYPTED").offset(2).version(2).build());
            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("ENCRYPTED");
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(2);
        }
    }

    @Nested
    final class ARefusal {

        @Test
        void leavesWhatIsInServiceAndKeepsTheEvent() {
            bench.send(text("doc", 1, CATS));
            bench.gate();
            ExtractedDocument refused = text("doc", 2, many(6));
            bench.send(refused);
            IntStream.rangeClosed(2, 20).forEach(n -> embedder.failingAtCall(n, EmbeddingException.Kind.INVALID));

            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("EMBEDDING_REFUSED");
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(2);
            assertThat(bench.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.getOffset()).isEqualTo(1);
                assertThat(letter.getTopic()).isEqualTo("freshet.extracted");
                assertThat(PlainAvro.<ExtractedDocument>serde()
                                .deserializer()
                                .deserialize("", letter.getValue().array()))
                        .isEqualTo(refused);
            });
            assertThat(bench.rows("chunks")).hasSize(1);
            assertThat(bench.rows("waiting")).isEmpty();
        }

        @Test
        void doesNotTakeThePatchesWithItThatCameAfterTheText() {
            bench.send(text("doc", 1, CATS));
            bench.gate();
            bench.send(text("doc", 2, DOGS));
            bench.send(patch("doc", 3, readers("staff")));
            embedder.failingAtCall(2, EmbeddingException.Kind.INVALID);

            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.chunks("doc"))
                    .allSatisfy(c -> assertThat(c.getMetadata().getReaders()).containsExactly("staff"));
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
            assertThat(bench.deadLetters()).hasSize(1);
        }

        @Test
        void bringsInTheVersionInBetween() {
            bench.send(Extracted.text("doc", CATS).offset(1).version(5).build());
            bench.gate();
            bench.send(Extracted.text("doc", DOGS).offset(2).version(7).build());
            bench.send(Extracted.text("doc", FISH).offset(3).version(6).build());
            embedder.failingAtCall(2, EmbeddingException.Kind.INVALID);

            bench.embedBatches(1);
            bench.restart(embedder);
            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(FISH.getText());
            assertThat(bench.index.head("doc").getVersion()).isEqualTo(6);
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("EMBEDDING_REFUSED");
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
            assertThat(bench.deadLetters()).hasSize(1);
        }

        @Test
        void bringsInTheTextThatItHadOvertaken() {
            bench.send(Extracted.text("doc", CATS).offset(1).version(5).build());
            bench.gate();
            bench.send(Extracted.text("doc", DOGS).offset(2).version(6).build());
            bench.send(Extracted.text("doc", FISH).offset(3).version(7).build());
            embedder.failingAtCall(2, EmbeddingException.Kind.INVALID);

            bench.embedBatches(1);
            bench.restart(embedder);
            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(DOGS.getText());
            assertThat(bench.index.head("doc").getVersion()).isEqualTo(6);
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("EMBEDDING_REFUSED");
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
            assertThat(bench.deadLetters()).hasSize(1);
            assertThat(bench.rows("chunks")).hasSize(1);
        }

        @Test
        void ofTwoTextsInARowDoesNotTakeThePatchesWithIt() {
            bench.send(text("doc", 1, CATS));
            bench.gate();
            bench.send(text("doc", 2, DOGS));
            bench.send(patch("doc", 3, readers("staff")));
            bench.send(text("doc", 4, FISH));
            bench.send(
                    patch("doc", 5, MetadataPatch.newBuilder().setTitle("Pets").build()));
            embedder.failingAtCall(2, EmbeddingException.Kind.INVALID);
            embedder.failingAtCall(3, EmbeddingException.Kind.INVALID);

            bench.restart(embedder);
            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.chunks("doc"))
                    .allSatisfy(c -> assertThat(c.getMetadata().getReaders()).containsExactly("staff"));
            assertThat(bench.index.head("doc").getTitle()).isEqualTo("Pets");
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(5);
            assertThat(bench.deadLetters()).hasSize(2);
        }

        @Test
        void doesNotTakeThePatchWithItThatWaitedBeforeTheText() {
            bench.send(text("doc", 1, CATS));
            bench.gate();
            bench.send(
                    patch("doc", 2, MetadataPatch.newBuilder().setTitle("Pets").build()));
            bench.send(text("doc", 3, DOGS));
            embedder.failingAtCall(2, EmbeddingException.Kind.INVALID);

            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getTitle()).isEqualTo("Pets");
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("EMBEDDING_REFUSED");
        }

        @Test
        void letsATitleThatCameAfterTheTextWaitOnItsOwn() {
            bench.send(text("doc", 1, CATS));
            bench.gate();
            bench.send(text("doc", 2, DOGS));
            bench.send(
                    patch("doc", 3, MetadataPatch.newBuilder().setTitle("Pets").build()));
            embedder.failingAtCall(2, EmbeddingException.Kind.INVALID);

            bench.embedBatches(1);
            bench.restart(embedder);
            bench.embedAll();

            assertThat(embedder.embedded()).last().isEqualTo("Pets\n" + CATS.getText());
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getTitle()).isEqualTo("Pets");
            assertThat(bench.deadLetters()).hasSize(1);
        }

        @Test
        void ofTheTitleTooLeavesWhatIsInService() {
            bench.send(text("doc", 1, CATS));
            bench.gate();
            bench.send(
                    patch("doc", 2, MetadataPatch.newBuilder().setTitle("Pets").build()));
            embedder.failingAtCall(2, EmbeddingException.Kind.INVALID);

            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getTitle()).isNull();
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("EMBEDDING_REFUSED");
            assertThat(bench.waitingDocuments()).isZero();
        }

        @Test
        void ofOneDocumentDoesNotTouchTheOthersOfTheBatch() {
            bench.gate();
            bench.send(text("good", 1, CATS));
            bench.send(text("bad", 2, DOGS));
            // The batch, then its first half, then its second.
            embedder.failingAtCall(1, EmbeddingException.Kind.INVALID);
            embedder.failingAtCall(3, EmbeddingException.Kind.INVALID);

            bench.embedAll();

            assertThat(bench.index.visible("good")).containsExactly(CATS.getText());
            assertThat(bench.index.head("bad").getFailure().getCode()).isEqualTo("EMBEDDING_REFUSED");
        }
    }

    @Nested
    final class ARestart {

        @Test
        void losesNothingThatWaitsAndEmbedsNothingTwice() {
            bench.gate();
            bench.send(text("doc", 1, many(20)));
            bench.send(text("other", 2, CATS));
            bench.embedBatches(1);
            int before = embedder.embedded().size();

            bench.restart(embedder);
            bench.embedAll();

            assertThat(bench.index.visible("doc")).hasSize(20);
            assertThat(bench.index.visible("other")).containsExactly(CATS.getText());
            assertThat(before).isPositive();
            assertThat(embedder.embedded()).hasSize(21).doesNotHaveDuplicates();
        }

        @Test
        void knowsWhatWasFoldedIntoWhatWaits() {
            bench.gate();
            bench.send(Extracted.text("doc", CATS).offset(1).version(5).build());
            bench.send(patch("doc", 2, readers("staff")));

            bench.restart(embedder);
            bench.send(Extracted.text("doc", DOGS).offset(3).version(4).build());
            bench.embedAll();

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getMetadata().getReaders()).containsExactly("staff");
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
        }

        @Test
        void withAnotherModelEmbedsWhatWaitsAndWhatChangesAnew() {
            bench.send(text("served", 1, CATS, DOGS));
            bench.gate();
            bench.send(text("waits", 2, many(12)));
            bench.embedBatches(1);

            ScriptedEmbedder other = new ScriptedEmbedder(new HashEmbedder(8));
            bench.restart(other);
            bench.send(text("served", 3, CATS, FISH));
            bench.embedAll();

            assertThat(other.embedded()).hasSize(14);
            assertThat(List.of("served", "waits")).allSatisfy(id -> assertThat(bench.index.chunks(id))
                    .isNotEmpty()
                    .allSatisfy(chunk -> {
                        assertThat(chunk.getModelId()).isEqualTo(other.model().id());
                        assertThat(chunk.getVector().remaining()).isEqualTo(8 * Float.BYTES);
                    }));
        }
    }

    @Nested
    final class TooMuchAtOnce {

        @Test
        void waitsInTheStoreAndAllOfItIsDoneInTheEnd() {
            bench.close();
            var bounds = new WaitingBounds(2, 8, 50, Duration.ofMillis(40), Duration.ofSeconds(1));
            bench = new TopologyBench(embedder, directory.resolve("small"), bounds).gate();
            List<String> ids = IntStream.range(0, 12).mapToObj(i -> "doc-" + i).toList();

            for (int i = 0; i < ids.size(); i++) {
                bench.send(text(ids.get(i), i, many(i + 1)));
            }
            assertThat(bench.waitingDocuments()).isEqualTo(12);
            bench.restart(embedder);
            bench.embedAll();

            for (int i = 0; i < ids.size(); i++) {
                assertThat(bench.index.visible(ids.get(i))).hasSize(i + 1);
            }
            assertThat(bench.deadLetters()).isEmpty();
        }

        @Test
        void aDocumentOfTenThousandChunksWorksAndOthersGoOnMeanwhile() {
            bench.close();
            var bounds = new WaitingBounds(20, 1000, 50_000, Duration.ofMillis(40), Duration.ofSeconds(1));
            bench = new TopologyBench(embedder, directory.resolve("large"), bounds).gate();

            bench.send(text("giant", 1, many(10_000)));
            for (int i = 0; i < 20; i++) {
                bench.send(text("small-" + i, i + 2, CATS));
                bench.embedBatches(2);
                assertThat(bench.index.visible("small-" + i)).containsExactly(CATS.getText());
            }
            assertThat(bench.index.knows("giant")).isFalse();
            bench.embedAll();

            assertThat(bench.index.visible("giant")).hasSize(10_000);
        }
    }

    @Test
    void anEditInsideAPassageLeavesItsOtherChunksAsTheyAre() {
        bench.close();
        Chunker pairs = (title, blocks) -> IntStream.range(0, blocks.size())
                .mapToObj(i -> new ChunkDraft(
                        blocks.get(i).getText(),
                        List.of(),
                        null,
                        i / 3,
                        blocks.get(i).getText()))
                .toList();
        bench = new TopologyBench(embedder, source -> pairs, directory.resolve("passages"), TopologyBench.BOUNDS);
        bench.send(text("doc", 1, CATS, DOGS, FISH, BIRDS));
        String first = bench.index.chunks("doc").get(0).getChunkId();

        var changes = bench.send(text("doc", 2, CATS, paragraph("Owls hunt at night."), FISH, BIRDS));
        bench.send(patch("doc", 3, readers("staff")));

        assertThat(changes)
                .filteredOn(change -> change.value() instanceof ChunkPut)
                .hasSize(1);
        assertThat(bench.index.chunks("doc"))
                .extracting(ChunkPut::getParent)
                .containsExactly(
                        first, first, first, bench.index.chunks("doc").get(3).getChunkId());
    }

    private static boolean isOfDogs(SpecificRecord record) {
        return record instanceof ChunkPut put && put.getText().equals(DOGS.getText());
    }

    private static ExtractedDocument text(String id, long offset, Block... blocks) {
        return Extracted.text(id, Metadata.newBuilder().build(), blocks)
                .offset(offset)
                .build();
    }

    private static ExtractedDocument patch(String id, long offset, MetadataPatch patch) {
        return Extracted.patch(id, patch).offset(offset).build();
    }

    private static MetadataPatch readers(String... readers) {
        return MetadataPatch.newBuilder().setReaders(List.of(readers)).build();
    }

    private static Block[] many(int count) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(paragraph("One of very many paragraphs is that with number " + i + "."));
        }
        return blocks.toArray(Block[]::new);
    }
}
