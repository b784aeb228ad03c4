package io.freshet.local.lint;

import io.freshet.ingest.event.EventDraft;
import io.freshet.ingest.event.EventForm;
import io.freshet.ingest.event.EventLimits;
import io.freshet.ingest.event.EventParser;
import io.freshet.ingest.event.EventProblem;
import io.freshet.ingest.event.EventReading;
import io.freshet.ingest.event.SourceLines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads events from JSON, in whichever of its forms. */
final class TextEvents {

    private static final EventParser PARSER =
            new EventParser(new EventLimits(Integer.MAX_VALUE, EventLimits.USUAL.content()));

    private TextEvents() {}

    static EventFile read(String file, byte[] text, @Nullable String tenant) {
        boolean lines = file.endsWith(".ndjson") || file.endsWith(".jsonl");
        EventForm form = lines ? EventForm.JSON_LINES : EventParser.guess(text);
        SourceLines at = SourceLines.of(text, form);
        Place root = new Place(file, at, null, "", false);
        EventReading reading = PARSER.read(text, form);
        List<Finding> findings = new ArrayList<>();
        for (EventProblem problem : reading.problems()) {
            findings.add(root.error(problem.pointer(), problem.sentence()));
        }
        int most = EventLimits.USUAL.events();
        if (reading.drafts().size() > most) {
            findings.add(root.warning("", "a request takes " + most + " events, send these in parts"));
        }
        boolean cloud = form == EventForm.CLOUD_EVENT || form == EventForm.CLOUD_EVENTS;
        List<PlacedEvent> events = new ArrayList<>();
        for (EventReading.Placed placed : reading.drafts()) {
            EventDraft draft = placed.draft();
            Place place = new Place(file, at, null, placed.pointer(), cloud);
            events.add(new PlacedEvent(
                    place,
                    draft.tenant(),
                    draft.documentId(),
                    draft.version(),
                    draft.eventId(),
                    draft.occurredAt(),
                    draft.change()));
            foreign(draft, tenant, place, findings);
        }
        return new EventFile(events, findings);
    }

    private static void foreign(EventDraft draft, @Nullable String tenant, Place place, List<Finding> findings) {
        if (tenant != null && draft.tenant() != null && !tenant.equals(draft.tenant())) {
            findings.add(place.error("/tenant", "tenant is not the caller's, which is " + tenant));
        }
    }
}
