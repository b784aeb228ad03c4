package io.freshet.ingest.http;

import io.freshet.ingest.event.EventProblem;
import io.freshet.ingest.event.EventProblem.Kind;
import io.freshet.service.http.Problem;
import java.util.List;
import java.util.Map;

/** The answer to events of which at least one cannot be taken: everything that is wrong, place by place. */
final class EventRefusal {

    private static final int MOST_ERRORS = 500;

    private EventRefusal() {}

    /** One thing that is wrong. */
    record Fault(String pointer, String detail) {}

    static Problem of(List<EventProblem> problems) {
        List<Fault> errors = problems.stream()
                .limit(MOST_ERRORS)
                .map(problem -> new Fault(problem.pointer(), problem.sentence()))
                .toList();
        Map<String, ?> members = Map.of("errors", errors);
        return switch (gravest(problems)) {
            case TENANT -> new Problem(403, "FOREIGN_TENANT", summary(problems), members);
            case SYNTAX -> new Problem(400, "BAD_JSON", summary(problems), members);
            case SIZE -> new Problem(413, "TOO_LARGE", summary(problems), members);
            case CONTRACT -> new Problem(400, "BAD_EVENT", summary(problems), members);
        };
    }

    /** For metadata that comes by itself: who sends another form than it has gets the code of no JSON at all. */
    static Problem ofForm(List<EventProblem> problems) {
        return of(problems.stream()
                .map(problem -> problem.kind() == Kind.CONTRACT
                        ? new EventProblem(Kind.SYNTAX, problem.pointer(), problem.detail())
                        : problem)
                .toList());
    }

    /** What nobody may outweighs what can be corrected, and that what can only be made smaller. */
    private static Kind gravest(List<EventProblem> problems) {
        return List.of(Kind.TENANT, Kind.SYNTAX, Kind.CONTRACT, Kind.SIZE).stream()
                .filter(kind -> problems.stream().anyMatch(problem -> problem.kind() == kind))
                .findFirst()
                .orElse(Kind.CONTRACT);
    }

    private static String summary(List<EventProblem> problems) {
        String first = problems.get(0).sentence();
        int more = problems.size() - 1;
        return "nothing was published: " + first
                + switch (more) {
                    case 0 -> "";
                    case 1 -> "; one more problem is in errors";
                    default -> "; " + more + " more problems are in errors";
                };
    }
}
