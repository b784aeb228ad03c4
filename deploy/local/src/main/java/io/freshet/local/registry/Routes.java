package io.freshet.local.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Confluent's paths: a request to what is answered. */
final class Routes {
    private final Subjects subjects;

    Routes(Subjects subjects) {
        this.subjects = subjects;
    }

    Object answer(Request request) throws RegistryException {
        if (request.at("subjects", "*")) {
            return subject(request, request.path().get(1));
        }
        if (request.at("subjects", "*", "versions")) {
            return versions(request, request.path().get(1));
        }
        if (request.at("config") || request.at("config", "*")) {
            return config(request);
        }
        if (request.at("compatibility", "subjects", "*", "versions")
                || request.at("compatibility", "subjects", "*", "versions", "*")) {
            return compatibility(request, request.path().get(2));
        }
        return read(request);
    }

    private Object subject(Request request, String subject) throws RegistryException {
        only("POST", request);
        return shown(subjects.lookUp(subject, SchemaText.of(request.json())));
    }

    private Object versions(Request request, String subject) throws RegistryException {
        if (request.method().equals("GET")) {
            return subjects.versionNumbers(subject);
        }
        only("POST", request);
        return Map.of("id", subjects.register(subject, SchemaText.of(request.json())));
    }

    private Object config(Request request) throws RegistryException {
        Optional<String> subject = request.path().stream().skip(1).findFirst();
        if (request.method().equals("GET")) {
            Compatibility level = subject.isEmpty()
                    ? subjects.level()
                    : subjects.level(subject.get(), request.flag("defaultToGlobal"));
            return Map.of("compatibilityLevel", level.name());
        }
        only("PUT", request);
        Compatibility wanted =
                Compatibility.parse(request.json().path("compatibility").asText());
        subjects.setLevel(subject.orElse(null), wanted);
        return Map.of("compatibility", wanted.name());
    }

    private Object compatibility(Request request, String subject) throws RegistryException {
        only("POST", request);
        SchemaText candidate = SchemaText.of(request.json());
        Optional<String> conflict = request.path().size() == 4
                ? subjects.conflictWithAll(subject, candidate)
                : subjects.conflictWith(subject, request.path().get(4), candidate);
        return request.flag("verbose")
                ? Map.of(
                        "is_compatible",
                        conflict.isEmpty(),
                        "messages",
                        conflict.map(List::of).orElse(List.of()))
                : Map.of("is_compatible", conflict.isEmpty());
    }

    private Object read(Request request) throws RegistryException {
        if (request.at()) {
            only("GET", request);
            return Map.of();
        }
        if (request.at("subjects")) {
            only("GET", request);
            return subjects.names();
        }
        if (request.at("subjects", "*", "versions", "*")) {
            only("GET", request);
            return shown(subjects.version(request.path().get(1), request.path().get(3)));
        }
        if (request.at("schemas", "ids", "*")) {
            only("GET", request);
            return Map.of("schema", subjects.schema(id(request.path().get(2))).text());
        }
        throw RegistryException.unknownPath("/" + String.join("/", request.path()));
    }

    /** No schema has an id that is no number. */
    private static int id(String text) throws RegistryException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RegistryException.schemaNotFound();
        }
    }

    private static void only(String method, Request request) throws RegistryException {
        if (!request.method().equals(method)) {
            throw RegistryException.methodNotAllowed(request.method());
        }
    }

    private static Map<String, Object> shown(Subjects.Version version) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("subject", version.subject());
        body.put("version", version.version());
        body.put("id", version.id());
        body.put("schema", version.schema().text());
        return body;
    }
}
