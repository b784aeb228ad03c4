package io.freshet.query.retrieve;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.NOON;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.query.ManualTime;
import io.freshet.query.MemoryIndex;
import io.freshet.store.ChunkQuery.Fusion;
import io.freshet.store.ChunkQuery.Mode;
import io.freshet.store.Filter;
import io.freshet.testkit.Chunks;
import io.freshet.testkit.HashEmbedder;
import io.freshet.testkit.Heads;
import io.freshet.testkit.ScriptedEmbedder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RetrieverTest {
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(1));
    private static final Viewer ANYBODY = new Viewer(MemoryIndex.TENANT, List.of());

    private final MemoryIndex index = new MemoryIndex();
    private final ManualTime time = new ManualTime();
    private final ScriptedEmbedder embedder = new ScriptedEmbedder(new HashEmbedder(16));
    private final Retriever retriever = new Retriever(
            index,
            QueryModels.only(embedder),
            new ReadYourWrites(time, Duration.ofSeconds(5), 2),
            time,
            Duration.ofSeconds(1));

    private final Chunks a = chunk("doc").id(1).text("river a");
    private final Chunks b = chunk("doc").id(2).text("river b");
    private final Chunks c = chunk("doc").id(3).text("river c").since(2);

    @Nested
    class WhatIsVisible {
        @Test
        void aChunkOfASequenceStillToComeIsNotShown() throws Exception {
            index.put(a).put(c).put(quiet("doc"));

            Answer answer = search("river");

            assertThat(texts(answer)).containsExactly("river a");
            assertThat(answer.notVisible()).isEqualTo(1);
            assertThat(answer.searches()).isEqualTo(1);
        }

        @Test
        void aRetiredChunkIsNotShown() throws Exception {
            index.put(a)
                    .put(b)
                    .put(c)
                    .put(quiet("doc").sequence(2).removed(b.build().id()));

            assertThat(texts(search("river"))).containsExactly("river a", "river c");
        }

        @Test
        void chunksWithoutAHeadAreNotShown() throws Exception {
            index.put(a);

            assertThat(search("river").hits()).isEmpty();
        }

        @Test
        void aDeletedDocumentShowsNothing() throws Exception {
            index.put(a).put(quiet("doc").sequence(2).deleted());

            assertThat(search("river").hits()).isEmpty();
        }

        @Test
        void titleAndAddressAreTheHeads() throws Exception {
            index.put(a.metadata(metadata().title("old")));
            index.put(quiet("doc").metadata(metadata().title("new").uri("http://here")));

            Hit hit = search("river").hits().get(0);

            assertThat(hit.title()).isEqualTo("new");
            assertThat(hit.uri()).isEqualTo("http://here");
        }

        @Test
        void invisibleHitsDoNotShortenThePage() throws Exception {
            for (int i = 0; i < 60; i++) {
                index.put(chunk("growing").id(i).text("river rain " + i).since(7));
            }
            for (int i = 100; i < 110; i++) {
                index.put(chunk("steady").id(i).text("river " + i));
            }
            index.put(quiet("growing")).put(quiet("steady"));

            Answer answer = search("river rain");

            assertThat(answer.hits()).hasSize(5).allMatch(hit -> hit.documentId()
                    .equals("steady"));
        }
    }

    @Nested
    class DocumentsThatChangeMeanwhile {
        @Test
        void anEditBetweenSearchAndHeadLeavesNoGap() throws Exception {
            index.put(a).put(b).put(quiet("doc"));
            index.afterSearch(() -> index.put(c).put(edited(2).removed(b.build().id())));

            assertThat(texts(search("river"))).containsExactly("river a", "river c");
        }

        @Test
        void aDocumentReplacedAsAWholeBetweenSearchAndHeadIsThere() throws Exception {
            index.put(a).put(quiet("doc"));
            index.afterSearch(() -> index.put(c).put(edited(2).removed(a.build().id())));

            assertThat(texts(search("river"))).containsExactly("river c");
        }

        @Test
        void aHeadThatRetiresNothingDoesNotBringBackWhatTheOneBeforeRetired() throws Exception {
            index.put(a)
                    .put(b)
                    .put(c)
                    .put(quiet("doc").sequence(2).removed(b.build().id()));
            index.afterSearch(() -> index.delete(b).put(edited(3)));

            assertThat(texts(search("river"))).containsExactly("river a", "river c");
        }

        @Test
        void aDocumentDeletedBetweenSearchAndHeadIsGone() throws Exception {
            index.put(a).put(quiet("doc"));
            index.afterSearch(() -> index.put(edited(2).deleted()));

            assertThat(search("river").hits()).isEmpty();
        }

        @Test
        void aDocumentThatNeverComesToRestIsSearchedThreeTimesAtMost() throws Exception {
            index.put(a).put(b).put(quiet("doc"));
            for (int sequence = 2; sequence < 10; sequence++) {
                Heads next = edited(sequence).removed(b.build().id());
                index.afterSearch(() -> index.put(next));
            }

            Answer answer = search("river");

            assertThat(answer.searches()).isEqualTo(3);
            assertThat(texts(answer)).containsExactly("river a");
        }

        @Test
        void aDocumentWrittenJustBeforeIsLookedAtTwice() throws Exception {
            index.put(a).put(edited(1));

            assertThat(search("river").searches()).isEqualTo(2);
        }
    }

    @Nested
    class ChunksOfAPassage {
        private final Chunks first = part(1, "a", "The river. ");
        private final Chunks second = part(2, "b", "River rain.\n\n");
        private final Chunks third = part(3, "c", "The end.\n");

        @Test
        void areShownTogetherAtThePlaceOfTheBest() throws Exception {
            index.put(first).put(second).put(third).put(quiet("doc"));
            index.put(chunk("other").id(9).text("River.")).put(quiet("other"));

            Answer answer = search("river rain");

            assertThat(texts(answer)).containsExactly("The river. River rain.\n\nThe end.", "River.");
            assertThat(answer.hits().get(0).chunkId()).isEqualTo(second.build().id());
            assertThat(answer.hits().get(0).highlights())
                    .containsExactly(new Hit.Span(4, 9), new Hit.Span(11, 16), new Hit.Span(17, 21));
        }

        @Test
        void areShownWithoutThoseThatAreNotVisible() throws Exception {
            index.put(first)
                    .put(part(4, "aa", "Not yet. ").since(9))
                    .put(second)
                    .put(third)
                    .put(quiet("doc").sequence(2).removed(third.build().id()));

            assertThat(texts(search("river"))).containsExactly("The river. River rain.");
        }

        @Test
        void areNotMixedWithThoseOfAnEditThatComesBetween() throws Exception {
            index.put(first).put(second).put(third).put(quiet("doc"));
            Chunks edited = part(5, "c", "A new end.\n").since(2);
            index.afterPassage(() ->
                    index.put(edited).put(edited(2).removed(third.build().id())).delete(third));

            assertThat(texts(search("river"))).containsExactly("The river. River rain.\n\nA new end.");
        }

        @Test
        void areShownAsFarAsTheyFitAroundTheHit() throws Exception {
            for (int i = 0; i < 30; i++) {
                index.put(part(
                        i, String.valueOf((char) ('A' + i)), (i == 20 ? "river" : "x") + " long".repeat(200) + "\n"));
            }
            index.put(quiet("doc"));

            String text = texts(search("river")).get(0);

            assertThat(text).contains("river").hasSizeBetween(14_000, 16_000);
        }

        @Test
        void leaveThePageToOtherPassages() throws Exception {
            for (int i = 0; i < 40; i++) {
                index.put(part(i, String.valueOf((char) ('A' + i)), "river rain " + i));
            }
            index.put(quiet("doc"));
            for (int i = 0; i < 4; i++) {
                index.put(chunk("other" + i).id(100 + i).text("river")).put(quiet("other" + i));
            }

            assertThat(search("river rain").hits()).hasSize(5);
        }

        private Chunks part(int id, String order, String text) {
            return chunk("doc").id(id).order(order).parent(1).text(text);
        }
    }

    @Nested
    class WhoMayRead {
        private final Viewer anna = new Viewer(MemoryIndex.TENANT, List.of("anna"));

        @Test
        void everyQueryIsNarrowedToTheViewerInsideTheStore() throws Exception {
            index.put(a).put(quiet("doc"));
            Filter wanted = new Filter.AnyOf(Filter.Field.SOURCE, List.of("wiki"));

            retriever.search(anna, request("river", Mode.HYBRID, wanted));

            assertThat(index.queries()).isNotEmpty().allMatch(query -> query.filter()
                    .equals(new Filter.And(List.of(new Filter.ReadableBy(List.of("anna")), wanted))));
        }

        @Test
        void aRevocationCountsFromTheHeadOn() throws Exception {
            index.put(a.metadata(metadata().readers("anna")));
            index.put(quiet("doc").metadata(metadata().readers("bert")));

            Answer answer = retriever.search(anna, request("river", Mode.HYBRID, Filter.ALL));

            assertThat(answer.hits()).isEmpty();
            assertThat(answer.notVisible()).isZero();
        }

        @Test
        void aReaderSeesWhatTheOthersDoNot() throws Exception {
            index.put(a.metadata(metadata().readers("anna")));
            index.put(quiet("doc").metadata(metadata().readers("anna")));

            assertThat(retriever
                            .search(anna, request("river", Mode.HYBRID, Filter.ALL))
                            .hits())
                    .hasSize(1);
            assertThat(search("river").hits()).isEmpty();
        }

        @Test
        void anotherTenantFindsNothing() throws Exception {
            index.put(a).put(quiet("doc"));

            Viewer other = new Viewer("other", List.of());

            assertThat(retriever
                            .search(other, request("river", Mode.HYBRID, Filter.ALL))
                            .hits())
                    .isEmpty();
        }
    }

    @Nested
    class TheQuery {
        @Test
        void isEmbeddedOnce() throws Exception {
            index.put(a).put(quiet("doc"));

            search("rivers");

            assertThat(embedder.embedded()).containsExactly("rivers");
        }

        @Test
        void isNotEmbeddedForKeywords() throws Exception {
            index.put(a).put(quiet("doc"));

            retriever.search(ANYBODY, request("river", Mode.KEYWORD, Filter.ALL));

            assertThat(embedder.calls()).isZero();
        }

        @Test
        void isHighlightedInTheTextWithoutItsStopWords() throws Exception {
            index.put(chunk("doc").text("The River, the RIVER. Upriver.")).put(quiet("doc"));

            assertThat(search("the river").hits().get(0).highlights())
                    .containsExactly(new Hit.Span(4, 9), new Hit.Span(15, 20));
        }
    }

    @Test
    void theGenerationThatAnswersHasToKnowTheViewersWrites() throws Exception {
        MemoryIndex younger = new MemoryIndex().put(a).put(quiet("doc").origin(0, 3));
        index.put(a).put(quiet("doc").origin(0, 9)).serves(younger);
        time.at(Duration.ofSeconds(2), () -> younger.put(quiet("doc").origin(0, 9)));

        retriever.search(
                ANYBODY,
                new SearchRequest(
                        "river",
                        5,
                        Mode.KEYWORD,
                        0.5,
                        Fusion.RELATIVE_SCORE,
                        Filter.ALL,
                        List.of(new Token(0, 9, "doc"))));

        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void freshnessIsWhatWasPromisedBeforeTheSearchBegan() throws Exception {
        index.put(a).put(quiet("doc")).asOf(NOON.minusSeconds(3));
        index.afterSearch(() -> index.asOf(NOON));

        Freshness freshness = search("river").freshness();

        assertThat(freshness).isEqualTo(new Freshness(NOON.minusSeconds(3), Duration.ofSeconds(3)));
    }

    private Answer search(String query) throws Exception {
        return retriever.search(ANYBODY, request(query, Mode.HYBRID, Filter.ALL));
    }

    private static SearchRequest request(String query, Mode mode, Filter filter) {
        return new SearchRequest(query, 5, mode, 0.5, Fusion.RELATIVE_SCORE, filter, List.of());
    }

    private static Heads quiet(String documentId) {
        return head(documentId).indexedAt(LONG_AGO);
    }

    private static Heads edited(long sequence) {
        return head("doc").sequence(sequence).indexedAt(NOON);
    }

    private static List<String> texts(Answer answer) {
        return answer.hits().stream().map(Hit::text).toList();
    }
}
