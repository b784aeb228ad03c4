package io.freshet.local.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What is registered: versions of each subject, ids over all of them, levels. One caller at a time. */
final class Subjects {
    private static final Compatibility DEFAULT_LEVEL = Compatibility.BACKWARD_TRANSITIVE;

    /** A schema's place in a subject. */
    record Version(String subject, int version, int id, SchemaText schema) {}

    private final Journal journal;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, SchemaText> schemas = new HashMap<>();
    private final TreeMap<String, List<Version>> versions = new TreeMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Compatibility level = DEFAULT_LEVEL;

    Subjects(Journal journal) throws IOException {
        this.journal = journal;
        try {
            for (Journal.Entry entry : journal.past()) {
                replay(entry);
            }
        } catch (RegistryException e) {
            throw new IOException("the registry's file holds what this version cannot read: " + e.getMessage(), e);
        }
    }

    private void replay(Journal.Entry entry) throws RegistryException {
        if (entry.subject() != null && entry.id() != null && entry.schema() != null) {
            keep(entry.subject(), entry.id(), SchemaText.parse(entry.schema()));
        } else if (entry.level() != null) {
            keepLevel(entry.subject(), Compatibility.parse(entry.level()));
        } else {
            throw RegistryException.invalidBody("kind " + entry.kind());
        }
    }

    synchronized int register(String subject, SchemaText schema) throws RegistryException {
        Optional<Version> known = find(subject, schema);
        if (known.isPresent()) {
            return known.get().id();
        }
        Optional<String> conflict = conflict(subject, schema, versionsOf(subject));
        if (conflict.isPresent()) {
            throw RegistryException.incompatible(subject, conflict.get());
        }
        int id = ids.getOrDefault(schema.text(), ids.size() + 1);
        append(Journal.Entry.schema(subject, id, schema.text()));
        keep(subject, id, schema);
        return id;
    }

    synchronized Version lookUp(String subject, SchemaText schema) throws RegistryException {
        existing(subject);
        return find(subject, schema).orElseThrow(RegistryException::schemaNotFound);
    }

    synchronized SchemaText schema(int id) throws RegistryException {
        SchemaText schema = schemas.get(id);
        if (schema == null) {
            throw RegistryException.schemaNotFound();
        }
        return schema;
    }

    synchronized Set<String> names() {
        return Set.copyOf(versions.keySet());
    }

    synchronized List<Integer> versionNumbers(String subject) throws RegistryException {
        return existing(subject).stream().map(Version::version).toList();
    }

    synchronized Version version(String subject, String wanted) throws RegistryException {
        List<Version> all = existing(subject);
        int number = wanted.equals("latest") || wanted.equals("-1") ? all.size() : number(wanted);
        if (number > all.size()) {
            throw RegistryException.versionNotFound(wanted);
        }
        return all.get(number - 1);
    }

    /** What is wrong beside one version, at the subject's level; nothing is when the latest of none is meant. */
    synchronized Optional<String> conflictWith(String subject, String version, SchemaText schema)
            throws RegistryException {
        if (version.equals("latest") && versionsOf(subject).isEmpty()) {
            return Optional.empty();
        }
        return conflict(subject, schema, List.of(version(subject, version)));
    }

    /** What is wrong beside as many versions as the subject's level asks for. */
    synchronized Optional<String> conflictWithAll(String subject, SchemaText schema) throws RegistryException {
        return conflict(subject, schema, versionsOf(subject));
    }

    synchronized Compatibility level() {
        return level;
    }

    synchronized Compatibility level(String subject, boolean orGlobal) throws RegistryException {
        Compatibility own = levels.get(subject);
        if (own == null && !orGlobal) {
            throw RegistryException.noSubjectLevel(subject);
        }
        return own == null ? level : own;
    }

    synchronized void setLevel(@Nullable String subject, Compatibility wanted) throws RegistryException {
        append(Journal.Entry.level(subject, wanted));
        keepLevel(subject, wanted);
    }

    private Optional<String> conflict(String subject, SchemaText candidate, List<Version> earlier) {
        List<Schema> newestFirst = new ArrayList<>();
        earlier.forEach(version -> newestFirst.add(0, version.schema().schema()));
        return levels.getOrDefault(subject, level).conflict(candidate.schema(), newestFirst);
    }

    private Optional<Version> find(String subject, SchemaText schema) {
        return versionsOf(subject).stream()
                .filter(version -> version.schema().text().equals(schema.text()))
                .findFirst();
    }

    private List<Version> versionsOf(String subject) {
        return versions.getOrDefault(subject, List.of());
    }

    private List<Version> existing(String subject) throws RegistryException {
        List<Version> all = versionsOf(subject);
        if (all.isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
        }
        return all;
    }

    private static int number(String version) throws RegistryException {
        try {
            int number = Integer.parseInt(version);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words as for numbers that make no sense.
        }
        throw RegistryException.invalidVersion(version);
    }

    private void append(Journal.Entry entry) throws RegistryException {
        try {
            journal.append(entry);
        } catch (IOException e) {
            throw RegistryException.storeFailed(e);
        }
    }

    private void keep(String subject, int id, SchemaText schema) {
        ids.put(schema.text(), id);
        schemas.put(id, schema);
        List<Version> all = versions.computeIfAbsent(subject, name -> new ArrayList<>());
        all.add(new Version(subject, all.size() + 1, id, schema));
    }

    private void keepLevel(@Nullable String subject, Compatibility wanted) {
        if (subject == null) {
            level = wanted;
        } else {
            levels.put(subject, wanted);
        }
    }
}
