package io.freshet.index.topology;

import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.state.Arrival;
import io.freshet.index.state.DocumentState;
import io.freshet.index.state.Standing;
import io.freshet.index.state.Waiting;
import io.freshet.index.state.Wanted;
import io.freshet.index.state.Wanted.TextFrom;
import io.freshet.records.DocumentKey;
import io.freshet.records.Failure;
import io.freshet.records.Origin;
import io.freshet.records.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a document is to become, from where it is.
 *
 * @param inService what the index has been told of the document
 * @param waiting what the store of waiting changes has of it; null when nothing
 * @param wanted what it is to become
 * @param otherwise what it is to become if the embedder refuses a text
 * @param inTheEnd what it is to become if the embedder refuses the text of {@code otherwise}, too; null where that has none
 * @param arrival the event that brought the text, or else the one that asks for the change
 * @param second the event with the text of {@code otherwise}, where that is one that arrived
 * @param since when the oldest event was published that is not answered yet
 * @param drafts the chunks of the text that arrived; empty when none did
 */
record Wish(
        DocumentKey document,
        DocumentState inService,
        @Nullable Waiting waiting,
        Wanted wanted,
        Wanted otherwise,
        @Nullable Wanted inTheEnd,
        Arrival arrival,
        @Nullable Arrival second,
        Instant since,
        List<ChunkDraft> drafts) {

    /** A second text is kept up to so many bytes: what waits is one record. */
    private static final int LARGEST_SECOND = 3_000_000;

    /** Folds an event into what is wanted already. */
    static Wish of(Incoming incoming) {
        Arrival news = incoming.arrival();
        Waiting waiting = incoming.waiting();
        Wanted served = new Wanted(incoming.inService().standing(), TextFrom.UNTOUCHED);
        boolean replaces = news.event().getOutcome() instanceof Text && incoming.verdict() == Gate.Verdict.ACCEPTED;
        return waiting == null
                ? first(incoming, served)
                : replaces ? replacing(incoming, waiting) : beside(incoming, waiting);
    }

    private static Wish first(Incoming incoming, Wanted served) {
        Arrival news = incoming.arrival();
        Origin origin = news.event().getOrigin();
        return new Wish(
                incoming.document(),
                incoming.inService(),
                null,
                Fold.event(served, news.event(), incoming.verdict(), news.at()),
                Fold.refused(served, origin),
                null,
                news,
                null,
                origin.getPublishedAt(),
                List.of());
    }

    /** A text takes the place of what waits and falls back on all of that, unless it is too large to be kept twice. */
    private static Wish replacing(Incoming incoming, Waiting waiting) {
        Arrival news = incoming.arrival();
        boolean isText = waiting.wanted().text() == TextFrom.ARRIVED;
        boolean isKept = !isText || size((Text) waiting.arrival().event().getOutcome()) <= LARGEST_SECOND;
        Wanted rest = isKept ? waiting.wanted() : waiting.otherwise();
        Arrival kept = isKept ? waiting.arrival() : waiting.second();
        boolean hasSecond = rest.text() == TextFrom.ARRIVED;
        Origin origin = news.event().getOrigin();
        return new Wish(
                incoming.document(),
                incoming.inService(),
                waiting,
                Fold.event(waiting.wanted(), news.event(), incoming.verdict(), news.at()),
                Fold.refused(rest, origin),
                hasSecond ? Fold.refused(withoutAnyText(waiting), origin) : null,
                news,
                hasSecond ? kept : null,
                waiting.since(),
                List.of());
    }

    /** What is left of what waits if no text of it is taken: everything else that was asked for meanwhile. */
    private static Wanted withoutAnyText(Waiting waiting) {
        Wanted inTheEnd = waiting.inTheEnd();
        return inTheEnd == null ? waiting.otherwise() : inTheEnd;
    }

    /** An event that does not take the place of what waits. To a text in between, that is nothing yet. */
    private static Wish beside(Incoming incoming, Waiting waiting) {
        Arrival news = incoming.arrival();
        Wanted fallback = waiting.otherwise();
        Gate.Verdict verdict = Gate.judge(fallback.standing(), news.event());
        boolean isSecond = news.event().getOutcome() instanceof Text && verdict == Gate.Verdict.ACCEPTED;
        boolean isKept = isSecond && size((Text) news.event().getOutcome()) <= LARGEST_SECOND;
        Wanted otherwise = isSecond && !isKept
                ? fallback.at(news.event().getOrigin())
                : Fold.event(fallback, news.event(), verdict, news.at());
        Arrival second = isKept ? news : waiting.second();
        boolean hasSecond = otherwise.text() == TextFrom.ARRIVED;
        return new Wish(
                incoming.document(),
                incoming.inService(),
                waiting,
                Fold.event(waiting.wanted(), news.event(), incoming.verdict(), news.at()),
                otherwise,
                hasSecond ? besideAnyText(withoutAnyText(waiting), news, isSecond) : null,
                waiting.arrival(),
                hasSecond ? second : null,
                waiting.since(),
                List.of());
    }

    private static Wanted besideAnyText(Wanted left, Arrival news, boolean isSecond) {
        return isSecond
                ? Fold.refused(left, news.event().getOrigin())
                : Fold.event(left, news.event(), Gate.judge(left.standing(), news.event()), news.at());
    }

    /** In UTF-8, or a little more. */
    private static long size(Text text) {
        return text.getBlocks().stream()
                .flatMapToInt(block -> block.getText().chars())
                .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : 3)
                .sum();
    }

    /** Takes up a wish that waited. */
    static Wish of(DocumentKey document, DocumentState inService, Waiting waiting) {
        return new Wish(
                document,
                inService,
                waiting,
                waiting.wanted(),
                waiting.otherwise(),
                waiting.inTheEnd(),
                waiting.arrival(),
                waiting.second(),
                waiting.since(),
                List.of());
    }

    /** The event's text, where it is what is wanted. */
    @Nullable
    Text text() {
        boolean isWanted =
                wanted.text() == TextFrom.ARRIVED && !wanted.standing().deleted();
        return isWanted ? (Text) arrival.event().getOutcome() : null;
    }

    Wish withDrafts(List<ChunkDraft> newDrafts) {
        return new Wish(document, inService, waiting, wanted, otherwise, inTheEnd, arrival, second, since, newDrafts);
    }

    /** Returns what waits for vectors, with the ids of chunks that may get rows before their document is complete. */
    Waiting toWaiting(List<UUID> chunks) {
        return new Waiting(wanted, otherwise, inTheEnd, arrival, second, since, chunks);
    }

    Wish parkedAs(Waiting parked) {
        return new Wish(document, inService, parked, wanted, otherwise, inTheEnd, arrival, second, since, drafts);
    }

    /** What is left to wish for when a text is given up: the later events over what is in service, and in the end that. */
    Wish withoutText(String code, String message) {
        Origin newest = wanted.standing().origin();
        Standing left = named(otherwise.standing(), code, message);
        Arrival next = second == null ? arrival : second;
        return new Wish(
                document,
                inService,
                waiting,
                new Wanted(left, otherwise.text()),
                lastResort(left, next).at(newest),
                null,
                next,
                null,
                since,
                List.of());
    }

    /** What is left if what is left is refused again. */
    private Wanted lastResort(Standing left, Arrival next) {
        if (inTheEnd != null) {
            Standing end = inTheEnd.standing();
            return new Wanted(end.at(end.origin(), left.failure(), left.failedVersion()), inTheEnd.text());
        }
        Standing served = inService.standing().at(left.origin(), left.failure(), left.failedVersion());
        return Fold.refused(new Wanted(served, TextFrom.UNTOUCHED), next.event().getOrigin());
    }

    /** Until a text is given up nobody knows the reason, so a general one stands in its place. */
    private static Standing named(Standing standing, String code, String message) {
        Failure failure = standing.failure();
        return failure == null || !failure.getCode().equals(Fold.REFUSED)
                ? standing
                : standing.at(
                        standing.origin(), new Failure(code, message, failure.getSince()), standing.failedVersion());
    }
}
