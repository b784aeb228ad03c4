package io.freshet.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Deleted;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Failed;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Text;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomEventsTest {

    @Test
    void theSameSeedIsTheSameHistory() {
        assertThat(events(7, 300)).isEqualTo(events(7, 300));
        assertThat(events(7, 300)).isNotEqualTo(events(8, 300));
    }

    @Test
    void aHistoryHasEverythingThatCanHappen() {
        List<ExtractedDocument> events = events(7, 600);

        assertThat(events).extracting(ExtractedDocument::getOutcome).hasAtLeastOneElementOfType(Text.class);
        assertThat(events).extracting(ExtractedDocument::getOutcome).hasAtLeastOneElementOfType(MetadataPatch.class);
        assertThat(events).extracting(ExtractedDocument::getOutcome).hasAtLeastOneElementOfType(Deleted.class);
        assertThat(events).extracting(ExtractedDocument::getOutcome).hasAtLeastOneElementOfType(Failed.class);
        assertThat(events.stream()
                        .map(event -> event.getOrigin().getEventId())
                        .distinct()
                        .count())
                .as("duplicates and replays")
                .isLessThan(events.size());
    }

    @Test
    void duplicatesAndReplaysChangeNothingInTheModel() {
        ModelAnswer model = CrashRig.model();
        List<ExtractedDocument> events = events(7, 400);
        events.forEach(model::apply);
        String before = model.standings().toString();

        // A replay of all but what has a second outcome, which counts by its own rule.
        events.stream().filter(event -> event.getOutcome() instanceof Failed).forEach(model::apply);

        assertThat(model.standings()).hasToString(before);
    }

    private static List<ExtractedDocument> events(long seed, int steps) {
        RandomEvents random = new RandomEvents(seed, 10, 3);
        List<ExtractedDocument> events = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            events.addAll(random.next());
        }
        return events;
    }
}
