package io.freshet.ingest.http;

import io.freshet.ingest.event.EventDraft;
import io.freshet.ingest.event.EventForm;
import io.freshet.ingest.event.EventLimits;
import io.freshet.ingest.event.EventParser;
import io.freshet.ingest.event.EventProblem;
import io.freshet.ingest.event.EventReading;
import io.freshet.ingest.event.EventReading.Placed;
import io.freshet.ingest.event.MediaTypes;
import io.freshet.ingest.publish.Outgoing;
import io.freshet.records.DocumentEvent;
import io.freshet.records.TraceContext;
import io.freshet.service.http.Caller;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The route that takes events, and the schema of what it takes. */
public final class EventRoutes {

    private static final int LARGEST_BODY = 16 << 20;

    /** The body, its tree, the files in it, and what the producer makes of them until Kafka has it. */
    private static final int COPIES = 6;

    private static final Map<String, EventForm> FORMS = Map.of(
            "application/json", EventForm.JSON,
            "application/x-ndjson", EventForm.JSON_LINES,
            "application/cloudevents+json", EventForm.CLOUD_EVENT,
            "application/cloudevents-batch+json", EventForm.CLOUD_EVENTS);
    private static final Set<String> CLOUD_HEADERS = Set.of("ce-specversion", "ce-id", "ce-type", "ce-source");

    private final Intake intake;
    private final EventParser parser;
    private final ByteBudget budget;
    private final String schema = schema();

    /** The answer to several events, in their order. */
    record AllAccepted(List<Accepted> accepted) {}

    /** Prepares the routes; the budget is for what is in memory at a time. */
    public EventRoutes(Intake intake, EventLimits limits, ByteBudget budget) {
        this.intake = intake;
        this.parser = new EventParser(limits);
        this.budget = budget;
    }

    /** Adds the routes to a server. */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/v1/events", this::post);
        routes.get("/event.schema.json", request -> request.contentType("application/schema+json")
                .result(schema));
    }

    private void post(Context request) throws IOException, InterruptedException {
        Caller caller = Caller.of(request);
        int room = room(request);
        try {
            accept(request, caller.tenant(), read(request));
        } finally {
            budget.give(room);
        }
    }

    private int room(Context request) throws IOException, InterruptedException {
        long length = declaredLength(request);
        if (length > LARGEST_BODY) {
            request.header("Connection", "close");
            throw tooLarge();
        }
        try {
            return budget.take(COPIES * (length < 0 ? LARGEST_BODY : length));
        } catch (Problem refused) {
            Leftover.discard(request);
            throw refused;
        }
    }

    /** What the request says, or -1; a length that is none has not come this far. */
    private static long declaredLength(Context request) {
        String header = request.header("Content-Length");
        return header == null ? -1 : Long.parseLong(header.strip());
    }

    private EventReading read(Context request) throws IOException {
        byte[] body = request.bodyInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw tooLarge();
        }
        String type = request.contentType();
        EventForm form = FORMS.get(MediaTypes.bare(type));
        boolean binary = CLOUD_HEADERS.stream().anyMatch(name -> request.header(name) != null);
        if (binary && !MediaTypes.bare(type).startsWith("application/cloudevents")) {
            return parser.readBinary(request.headerMap(), type, body);
        }
        if (body.length == 0) {
            throw new Problem(400, "EMPTY_BODY", "there is no event in the body");
        }
        if (form == null) {
            throw new Problem(
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "events are sent as one of "
                            + FORMS.keySet().stream().sorted().toList()
                            + ", or as a CloudEvent in binary mode, with ce- headers");
        }
        return parser.read(body, form);
    }

    private void accept(Context request, String tenant, EventReading reading) throws InterruptedException {
        List<EventProblem> problems = new ArrayList<>(reading.problems());
        for (Placed placed : reading.drafts()) {
            foreign(placed, tenant, problems);
        }
        if (!problems.isEmpty()) {
            throw EventRefusal.of(problems);
        }
        TraceContext trace = RequestTrace.of(request);
        List<Outgoing> outgoing = reading.drafts().stream()
                .map(placed -> outgoing(placed.draft(), tenant, trace))
                .toList();
        List<Accepted> accepted = intake.publish(outgoing);
        request.status(202).json(reading.many() ? new AllAccepted(accepted) : accepted.get(0));
    }

    private static void foreign(Placed placed, String tenant, List<EventProblem> problems) {
        String given = placed.draft().tenant();
        if (given != null && !given.equals(tenant)) {
            problems.add(new EventProblem(
                    EventProblem.Kind.TENANT, placed.pointer() + "/tenant", "is not the caller's, which is " + tenant));
        }
    }

    private Outgoing outgoing(EventDraft draft, String tenant, TraceContext ofRequest) {
        DocumentEvent event = draft.complete(tenant, intake.eventId(), intake.now());
        return new Outgoing(event, draft.trace().traceparent() == null ? ofRequest : draft.trace());
    }

    private static Problem tooLarge() {
        return new Problem(
                413,
                "TOO_LARGE",
                "a request takes " + LARGEST_BODY + " bytes; send fewer events, PUT a large file to"
                        + " /v1/documents/{documentId}, or store it and send its contentUri");
    }

    private static String schema() {
        try (InputStream in = EventParser.class.getResourceAsStream("event.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("no event.schema.json beside " + EventParser.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
