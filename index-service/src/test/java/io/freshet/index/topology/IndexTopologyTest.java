package io.freshet.index.topology;

import static io.freshet.testkit.Blocks.heading;
import static io.freshet.testkit.Blocks.onPage;
import static io.freshet.testkit.Blocks.paragraph;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.embedding.EmbeddingException;
import io.freshet.records.Block;
import io.freshet.records.ChunkPut;
import io.freshet.records.HeadPut;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.SequenceHeader;
import io.freshet.records.Stage;
import io.freshet.records.Vectors;
import io.freshet.testkit.Extracted;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.Heads;
import io.freshet.testkit.ScriptedEmbedder;
import io.freshet.testkit.WordTokenCounter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexTopologyTest {
    private static final Block CATS = paragraph("Cats sleep most of the day on warm roofs.");
    private static final Block DOGS = paragraph("Dogs guard houses and bark at the postman.");
    private static final Block FISH = paragraph("Fish swim in cold rivers far from towns.");
    private static final Block BIRDS = paragraph("Birds sing early in spring before dawn breaks.");

    private final HashEmbedder hashes = new HashEmbedder(16);
    private final ScriptedEmbedder embedder = new ScriptedEmbedder(hashes);

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

    @Test
    void theTopologyIsTheGoldenOne() throws IOException {
        try (InputStream golden = IndexTopologyTest.class.getResourceAsStream("index-topology.txt")) {
            String expected = new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bench.describe())
                    .as("renaming a store gives up its state; see IndexTopology")
                    .isEqualToIgnoringWhitespace(expected);
        }
    }

    @Nested
    final class FreshDocument {

        @Test
        void itsChunksComeBeforeTheHeadThatShowsThem() {
            List<TestRecord<String, SpecificRecord>> changes =
                    bench.send(Extracted.text("doc", CATS, DOGS).offset(3).build());

            assertThat(changes).extracting(TestRecord::value).hasSize(3);
            assertThat(changes.get(0).value()).isInstanceOf(ChunkPut.class);
            assertThat(changes.get(1).value()).isInstanceOf(ChunkPut.class);
            assertThat(changes.get(2).value()).isInstanceOf(HeadPut.class);
            assertThat(changes.get(2).key()).isEqualTo("acme/doc#");
            assertThat(bench.index.head("doc").getSequence()).isEqualTo(1);
            assertThat(bench.index.head("doc").getChunkCount()).isEqualTo(2);
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText(), DOGS.getText());
        }

        @Test
        void recordsKeepTheTimeOfPublicationAndCarryTheSequence() {
            List<TestRecord<String, SpecificRecord>> changes =
                    bench.send(Extracted.text("doc", CATS).offset(3).build());

            assertThat(changes).allSatisfy(change -> {
                assertThat(change.getRecordTime()).isEqualTo(Heads.NOON);
                assertThat(SequenceHeader.read(change.headers())).hasValue(1);
            });
        }

        @Test
        void whatIsEmbeddedHasTitleAndHeadingsInFront() {
            Metadata metadata = Metadata.newBuilder().setTitle("Animals").build();

            bench.send(Extracted.text("doc", metadata, heading(1, "Pets"), CATS)
                    .offset(3)
                    .build());

            assertThat(embedder.embedded()).containsExactly("Animals\nPets\n" + CATS.getText());
            ChunkPut chunk = bench.index.chunks("doc").get(0);
            assertThat(chunk.getHeadingPath()).containsExactly("Pets");
            assertThat(Vectors.decode(chunk.getVector()))
                    .containsExactly(hashes.embed("Animals\nPets\n" + CATS.getText()));
        }

        @Test
        void equalTextTwiceIsTwoChunks() {
            bench.send(Extracted.text("doc", CATS, DOGS, CATS, DOGS).offset(3).build());

            assertThat(bench.index.visible("doc")).hasSize(4);
        }

        @Test
        void chunksAndTokensThatWereEmbeddedAreCounted() {
            bench.send(Extracted.text("doc", CATS, DOGS).offset(3).build());

            WordTokenCounter tokens = new WordTokenCounter();
            assertThat(bench.count("freshet.embedded.chunks")).isEqualTo(2);
            assertThat(bench.count("freshet.embedded.tokens"))
                    .isEqualTo(tokens.count(CATS.getText()) + tokens.count(DOGS.getText()));
        }

        @Test
        void freshnessIsMeasuredFromPublication() {
            bench.send(Extracted.text("doc", CATS).offset(3).build());

            assertThat(bench.meters
                            .get("freshet.freshness")
                            .timer()
                            .totalTime(java.util.concurrent.TimeUnit.MILLISECONDS))
                    .isEqualTo(80);
        }
    }

    @Nested
    final class IdenticalRePublication {

        @Test
        void onlyTheHeadAdvances() {
            bench.send(Extracted.text("doc", CATS, DOGS).offset(3).build());

            var changes = bench.send(Extracted.text("doc", CATS, DOGS).offset(4).build());

            assertThat(changes).extracting(TestRecord::key).containsExactly("acme/doc#");
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(4);
            assertThat(embedder.calls()).isEqualTo(1);
            assertThat(bench.count("freshet.kept.chunks")).isEqualTo(2);
        }

        @Test
        void theSameEventAgainLeavesNoTrace() {
            bench.send(Extracted.text("doc", CATS).offset(3).build());

            assertThat(bench.send(Extracted.text("doc", CATS).offset(3).build()))
                    .isEmpty();
        }
    }

    @Nested
    final class ChangedDocument {

        @BeforeEach
        void publish() {
            bench.send(Extracted.text("doc", CATS, DOGS, FISH).offset(1).build());
        }

        @Test
        void onlyWhatIsNewIsEmbedded() {
            bench.send(Extracted.text("doc", CATS, BIRDS, FISH).offset(2).build());

            assertThat(embedder.embedded()).hasSize(4).last().isEqualTo(BIRDS.getText());
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText(), BIRDS.getText(), FISH.getText());
        }

        @Test
        void whatIsGoneIsRemovedAfterTheHeadThatHidesIt() {
            String dogs = bench.index.chunks("doc").get(1).getChunkId();

            var changes = bench.send(
                    Extracted.text("doc", CATS, BIRDS, FISH).offset(2).build());

            assertThat(changes).hasSize(3);
            assertThat(changes.get(1).value()).isInstanceOf(HeadPut.class);
            assertThat(bench.index.head("doc").getRemoved()).containsExactly(dogs);
            assertThat(changes.get(2).key()).isEqualTo("acme/doc#" + dogs);
            assertThat(changes.get(2).value()).isNull();
            assertThat(SequenceHeader.read(changes.get(2).headers())).hasValue(2);
        }

        @Test
        void shrinkingADocumentRemovesItsStaleChunks() {
            bench.send(Extracted.text("doc", DOGS).offset(2).build());

            assertThat(bench.index.chunks("doc")).hasSize(1);
            assertThat(bench.index.visible("doc")).containsExactly(DOGS.getText());
            assertThat(embedder.calls()).isEqualTo(1);
        }

        @Test
        void movedTextIsRankedAnewAndNotEmbedded() {
            var changes =
                    bench.send(Extracted.text("doc", FISH, CATS, DOGS).offset(2).build());

            assertThat(changes).hasSize(2);
            assertThat(((ChunkPut) changes.get(0).value()).getText()).isEqualTo(FISH.getText());
            assertThat(bench.index.visible("doc")).containsExactly(FISH.getText(), CATS.getText(), DOGS.getText());
            assertThat(embedder.calls()).isEqualTo(1);
        }

        @Test
        void aNewPageRewritesTheChunkWithItsVector() {
            var before = bench.index.chunks("doc").get(1);

            bench.send(
                    Extracted.text("doc", CATS, onPage(9, DOGS), FISH).offset(2).build());

            ChunkPut after = bench.index.chunks("doc").get(1);
            assertThat(after.getPage()).isEqualTo(9);
            assertThat(after.getVector()).isEqualTo(before.getVector());
            assertThat(after.getSince()).isEqualTo(1);
            assertThat(embedder.calls()).isEqualTo(1);
        }

        @Test
        void textThatComesBackIsIntroducedAgain() {
            bench.send(Extracted.text("doc", CATS).offset(2).build());
            bench.send(Extracted.text("doc", CATS, DOGS).offset(3).build());

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText(), DOGS.getText());
            assertThat(bench.index.chunks("doc").get(1).getSince()).isEqualTo(3);
        }
    }

    @Nested
    final class MetadataChange {

        @BeforeEach
        void publish() {
            Metadata metadata = Metadata.newBuilder()
                    .setTitle("Animals")
                    .setReaders(List.of("staff"))
                    .build();
            bench.send(Extracted.text("doc", metadata, CATS, DOGS)
                    .offset(1)
                    .version(5)
                    .build());
        }

        @Test
        void newReadersRewriteTheChunksWithTheirVectors() {
            var patch =
                    MetadataPatch.newBuilder().setReaders(List.of("everyone")).build();

            bench.send(Extracted.patch("doc", patch).offset(2).build());

            assertThat(bench.index.chunks("doc"))
                    .hasSize(2)
                    .allSatisfy(c -> assertThat(c.getMetadata().getReaders()).containsExactly("everyone"));
            assertThat(bench.index.head("doc").getTitle()).isEqualTo("Animals");
            assertThat(bench.index.visible("doc")).hasSize(2);
            assertThat(embedder.calls()).isEqualTo(1);
        }

        @Test
        void aNewUriChangesTheHeadAlone() {
            var patch =
                    MetadataPatch.newBuilder().setUri("https://example.org/new").build();

            var changes = bench.send(Extracted.patch("doc", patch).offset(2).build());

            assertThat(changes).hasSize(1);
            assertThat(bench.index.head("doc").getUri()).isEqualTo("https://example.org/new");
        }

        @Test
        void aNewTitleIsEmbeddedWithoutTheFile() {
            var patch = MetadataPatch.newBuilder().setTitle("Beasts").build();

            bench.send(Extracted.patch("doc", patch).offset(2).build());

            assertThat(embedder.embedded()).hasSize(4).last().isEqualTo("Beasts\n" + DOGS.getText());
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText(), DOGS.getText());
        }

        @Test
        void whatIsClearedBecomesEmpty() {
            var patch = MetadataPatch.newBuilder()
                    .setClear(List.of("readers", "uri"))
                    .build();

            bench.send(Extracted.patch("doc", patch).offset(2).build());

            assertThat(bench.index.head("doc").getMetadata().getReaders()).isEmpty();
            assertThat(bench.index.head("doc").getMetadata().getTitle()).isEqualTo("Animals");
        }

        @Test
        void ofAnUnknownDocumentItIsAnsweredAndDoesNotStandInTheWayOfTheDocument() {
            var patch = MetadataPatch.newBuilder().setTitle("X").build();

            bench.send(Extracted.patch("other", patch).offset(2).version(9).build());
            HeadPut unknown = bench.index.head("other");
            bench.send(Extracted.text("other", FISH).offset(3).version(8).build());

            assertThat(unknown.getFailure().getCode()).isEqualTo("UNKNOWN_DOCUMENT");
            assertThat(unknown.getOrigin().getOffset()).isEqualTo(2);
            assertThat(bench.index.visible("other")).containsExactly(FISH.getText());
            assertThat(bench.index.head("other").getFailure()).isNull();
        }
    }

    @Nested
    final class DeletedDocument {

        @BeforeEach
        void publishAndDelete() {
            bench.send(Extracted.text("doc", CATS, DOGS).offset(1).version(5).build());
            bench.send(Extracted.deleted("doc").offset(2).version(6).build());
        }

        @Test
        void itsHeadStaysAsTheMemoryOfIt() {
            assertThat(bench.index.chunks("doc")).isEmpty();
            assertThat(bench.index.head("doc").getDeleted()).isTrue();
            assertThat(bench.index.head("doc").getRemoved()).hasSize(2);
            assertThat(bench.index.head("doc").getSequence()).isEqualTo(2);
        }

        @Test
        void whoCouldNotReadItIsNotToldThatItWasThere() {
            Metadata metadata =
                    Metadata.newBuilder().setReaders(List.of("board")).build();
            bench.send(Extracted.text("secret", metadata, CATS).offset(3).build());

            bench.send(Extracted.deleted("secret").offset(4).build());

            assertThat(bench.index.head("secret").getDeleted()).isTrue();
            assertThat(bench.index.head("secret").getMetadata().getReaders()).containsExactly("board");
        }

        @Test
        void aLateEventCannotBringItBack() {
            bench.send(Extracted.text("doc", CATS).offset(3).version(5).build());

            assertThat(bench.index.head("doc").getDeleted()).isTrue();
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
        }

        @Test
        void aNewVersionBringsItBack() {
            bench.send(Extracted.text("doc", FISH).offset(3).version(7).build());

            assertThat(bench.index.visible("doc")).containsExactly(FISH.getText());
            assertThat(bench.index.head("doc").getSequence()).isEqualTo(3);
        }

        @Test
        void aPatchDoesNotBringItBack() {
            var patch = MetadataPatch.newBuilder().setTitle("X").build();

            bench.send(Extracted.patch("doc", patch).offset(3).build());

            assertThat(bench.index.head("doc").getDeleted()).isTrue();
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
        }

        @Test
        void itIsForgottenAfterThirtyDays() {
            bench.pass(Duration.ofDays(29));
            assertThat(bench.index.knows("doc")).isTrue();

            bench.pass(Duration.ofDays(2));

            assertThat(bench.index.knows("doc")).isFalse();
        }

        @Test
        void aDocumentThatIsBackIsNotForgotten() {
            bench.send(Extracted.text("doc", FISH).offset(3).version(7).build());

            bench.pass(Duration.ofDays(31));

            assertThat(bench.index.visible("doc")).containsExactly(FISH.getText());
        }
    }

    @Nested
    final class LateEvent {

        @Test
        void onlyTheOriginOfTheHeadAdvances() {
            bench.send(Extracted.text("doc", CATS, FISH).offset(1).version(4).build());
            bench.send(Extracted.text("doc", CATS).offset(2).version(5).build());

            var changes =
                    bench.send(Extracted.text("doc", DOGS).offset(3).version(4).build());

            assertThat(changes).hasSize(1);
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
            assertThat(bench.index.head("doc").getVersion()).isEqualTo(5);
            assertThat(bench.index.head("doc").getSequence()).isEqualTo(2);
            assertThat(bench.index.head("doc").getRemoved()).hasSize(1);
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
        }
    }

    @Nested
    final class FailedDocument {

        @Test
        void theLastGoodVersionStaysInService() {
            bench.send(Extracted.text("doc", CATS).offset(1).version(1).build());

            bench.send(Extracted.failed("doc", "ENCRYPTED").offset(2).version(2).build());

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("ENCRYPTED");
            assertThat(bench.index.head("doc").getVersion()).isEqualTo(1);
        }

        @Test
        void aDocumentThatNeverSucceededHasAHeadAndNoChunks() {
            bench.send(Extracted.failed("doc", "ENCRYPTED").offset(2).build());

            assertThat(bench.index.head("doc").getChunkCount()).isZero();
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("ENCRYPTED");
        }

        @Test
        void aVersionBetweenTheGoodAndTheFailedOneIsServedAndTheFailureStays() {
            bench.send(Extracted.text("doc", CATS).offset(1).version(1).build());
            bench.send(Extracted.failed("doc", "ENCRYPTED").offset(2).version(3).build());

            bench.send(Extracted.text("doc", DOGS).offset(3).version(2).build());

            assertThat(bench.index.visible("doc")).containsExactly(DOGS.getText());
            assertThat(bench.index.head("doc").getFailure()).isNotNull();
        }

        @Test
        void theNextGoodVersionClearsTheFailure() {
            bench.send(Extracted.failed("doc", "ENCRYPTED").offset(2).version(2).build());

            bench.send(Extracted.text("doc", DOGS).offset(3).version(3).build());

            assertThat(bench.index.head("doc").getFailure()).isNull();
        }
    }

    @Nested
    final class Replay {

        @Test
        void aGoodOutcomeOfTheFailedEventHeals() {
            bench.send(Extracted.text("doc", CATS).offset(1).version(1).build());
            bench.send(Extracted.failed("doc", "TIMEOUT").offset(2).version(2).build());

            bench.send(Extracted.text("doc", DOGS).offset(2).version(2).build());

            assertThat(bench.index.visible("doc")).containsExactly(DOGS.getText());
            assertThat(bench.index.head("doc").getFailure()).isNull();
            assertThat(bench.index.head("doc").getVersion()).isEqualTo(2);
            assertThat(bench.index.head("doc").getSequence()).isEqualTo(2);
        }

        @Test
        void aDocumentThatNeverSucceededIsHealedWithoutVersions() {
            bench.send(Extracted.failed("doc", "TIMEOUT").offset(2).build());

            bench.send(Extracted.text("doc", DOGS).offset(2).build());

            assertThat(bench.index.visible("doc")).containsExactly(DOGS.getText());
            assertThat(bench.index.head("doc").getFailure()).isNull();
        }

        @Test
        void itNeverOvertakesWhatCameInBetween() {
            bench.send(Extracted.failed("doc", "TIMEOUT").offset(2).build());
            bench.send(Extracted.text("doc", CATS).offset(3).build());

            var changes = bench.send(Extracted.text("doc", DOGS).offset(2).build());

            assertThat(changes).isEmpty();
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getOrigin().getOffset()).isEqualTo(3);
        }

        @Test
        void anotherFailureOfTheSameEventChangesNothing() {
            bench.send(Extracted.failed("doc", "TIMEOUT").offset(2).build());

            assertThat(bench.send(Extracted.failed("doc", "CRASHED").offset(2).build()))
                    .isEmpty();
        }

        @Test
        void aGoodOutcomeThatComesTwiceCountsOnce() {
            bench.send(Extracted.failed("doc", "TIMEOUT").offset(2).build());
            bench.send(Extracted.text("doc", DOGS).offset(2).build());

            assertThat(bench.send(Extracted.text("doc", DOGS).offset(2).build()))
                    .isEmpty();
            assertThat(bench.index.head("doc").getSequence()).isEqualTo(1);
        }

        @Test
        void aGoodOutcomeThatComesTwiceCountsOnceAlsoWhileANewerVersionIsShownAsFailed() {
            bench.send(Extracted.failed("doc", "TIMEOUT").offset(2).version(3).build());
            bench.send(Extracted.text("doc", DOGS).offset(3).version(2).build());

            assertThat(bench.send(
                            Extracted.text("doc", DOGS).offset(3).version(2).build()))
                    .isEmpty();
            assertThat(bench.index.head("doc").getFailure()).isNotNull();
        }

        @Test
        void aPatchOfAnUnknownDocumentThatComesTwiceChangesNothing() {
            var patch = MetadataPatch.newBuilder().setTitle("X").build();
            bench.send(Extracted.patch("doc", patch).offset(2).build());

            assertThat(bench.send(Extracted.patch("doc", patch).offset(2).build()))
                    .isEmpty();
        }

        @Test
        void aTextThatTheEmbedderRefusedIsTakenTheNextTime() {
            embedder.failingAtCall(1, EmbeddingException.Kind.INVALID);
            bench.send(Extracted.text("doc", CATS).offset(1).build());

            bench.send(Extracted.text("doc", CATS).offset(1).build());

            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getFailure()).isNull();
        }
    }

    @Nested
    final class Poison {

        @Test
        void bytesThatCannotBeReadBecomeADeadLetterAndTheStreamGoesOn() {
            bench.sendBytes("acme/bad", TopologyBench.garbage(), Heads.NOON);

            bench.send(Extracted.text("doc", CATS).offset(1).build());

            assertThat(bench.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.getStage()).isEqualTo(Stage.INDEX);
                assertThat(letter.getCode()).isEqualTo("UNREADABLE");
                assertThat(letter.getDocumentId()).isEqualTo("bad");
                assertThat(letter.getTopic()).isEqualTo("freshet.extracted");
                assertThat(letter.getValue().array()).isEqualTo(TopologyBench.garbage());
            });
            assertThat(bench.index.visible("doc")).hasSize(1);
        }

        @Test
        void aKeyThatIsNoneBecomesADeadLetterAndTheStreamGoesOn() {
            byte[] value = PlainAvro.serde()
                    .serializer()
                    .serialize("", Extracted.text("doc", CATS).offset(1).build());
            bench.sendBytes("no slash", value, Heads.NOON);

            bench.send(Extracted.text("doc", CATS).offset(1).build());

            assertThat(bench.deadLetters()).singleElement().satisfies(letter -> assertThat(letter.getCode())
                    .isEqualTo("PROCESSING_FAILED"));
            assertThat(bench.index.visible("doc")).hasSize(1);
        }
    }

    @Nested
    final class FailingEmbedder {

        @Test
        void anOverloadedEmbedderIsAskedAgainAndNothingIsLost() {
            embedder.failingAtCall(1, EmbeddingException.Kind.OVERLOADED)
                    .failingAtCall(2, EmbeddingException.Kind.UNAVAILABLE);

            bench.send(Extracted.text("doc", CATS).offset(1).build());

            assertThat(bench.pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
        }

        @Test
        void itIsAskedForEverAndNothingBecomesADeadLetter() {
            for (int call = 1; call <= 30; call++) {
                embedder.failingAtCall(call, EmbeddingException.Kind.UNAVAILABLE);
            }

            bench.send(Extracted.text("doc", CATS).offset(1).build());

            assertThat(bench.pauses).hasSize(30).last().isEqualTo(Duration.ofSeconds(1));
            assertThat(bench.deadLetters()).isEmpty();
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
        }

        @Test
        void aRefusedTextIsADeadLetterAndTheLastGoodVersionStays() {
            bench.send(Extracted.text("doc", CATS).offset(1).build());
            embedder.failingAtCall(2, EmbeddingException.Kind.INVALID);

            bench.send(Extracted.text("doc", DOGS).offset(2).build());

            assertThat(bench.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.getCode()).isEqualTo("EMBEDDING_REFUSED");
                assertThat(letter.getDocumentId()).isEqualTo("doc");
                assertThat(letter.getValue()).isNotNull();
            });
            assertThat(bench.index.visible("doc")).containsExactly(CATS.getText());
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("EMBEDDING_REFUSED");
        }

        @Test
        void aTextOfTooManyChunksIsADeadLetterAndNothingOfItIsEmbedded() {
            Block[] blocks = IntStream.rangeClosed(0, TopologyBench.MOST_CHUNKS)
                    .mapToObj(i -> paragraph("One of too many paragraphs is that with number " + i + "."))
                    .toArray(Block[]::new);

            bench.send(Extracted.text("doc", blocks).offset(1).build());

            assertThat(bench.deadLetters()).singleElement().satisfies(letter -> assertThat(letter.getCode())
                    .isEqualTo("TEXT_TOO_LARGE"));
            assertThat(bench.index.head("doc").getFailure().getCode()).isEqualTo("TEXT_TOO_LARGE");
            assertThat(embedder.calls()).isZero();
        }
    }

    @Test
    void documentsDoNotMix() {
        List<String> ids = new ArrayList<>();
        for (String id : List.of("a", "a#", "a/b", "a#b")) {
            bench.send(Extracted.text(id, CATS).offset(1).build());
            ids.add(bench.index.chunks(id).get(0).getChunkId());
        }

        bench.send(Extracted.deleted("a").offset(2).build());

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(bench.index.visible("a#")).hasSize(1);
        assertThat(bench.index.visible("a/b")).hasSize(1);
        assertThat(bench.index.visible("a#b")).hasSize(1);
    }
}
