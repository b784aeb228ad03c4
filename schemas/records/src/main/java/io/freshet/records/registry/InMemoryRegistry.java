package io.freshet.records.registry;

import static io.freshet.records.RecordException.Code.INCOMPATIBLE;
import static io.freshet.records.RecordException.Code.UNKNOWN_SCHEMA;
import static io.freshet.records.RecordException.Code.UNKNOWN_SUBJECT;
import static io.freshet.records.RecordException.Code.UNKNOWN_VERSION;

import io.freshet.records.RecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A registry in this process. Holds every subject to its compatibility level, as a real one does.
 *
 * <p>Ids count up from 1 in the order in which schemas first appear, so replaying the same registrations gives the same
 * ids. Equal schemas share one id across subjects; form (white space, order of attributes) never counts.
 */
public final class InMemoryRegistry implements RegistryClient {
    private final Map<Integer, SchemaText> byId = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, List<SchemaVersion>> subjects = new TreeMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Compatibility level;

    /** Makes an empty registry with Confluent's default level, {@link Compatibility#BACKWARD}. */
    public InMemoryRegistry() {
        this(Compatibility.BACKWARD);
    }

    /** Makes an empty registry with the given level for all subjects. */
    public InMemoryRegistry(Compatibility level) {
        this.level = level;
    }

    @Override
    public synchronized int register(String subject, SchemaText text, boolean normalize) {
        String form = form(text);
        SchemaVersion known = find(subject, form);
        if (known != null) {
            return known.id();
        }
        if (!isCompatible(subject, text)) {
            throw new RecordException(INCOMPATIBLE, "schema is not compatible with the versions of " + subject);
        }
        int id = ids.computeIfAbsent(form, unused -> ids.size() + 1);
        byId.putIfAbsent(id, text);
        List<SchemaVersion> versions = subjects.computeIfAbsent(subject, unused -> new ArrayList<>());
        versions.add(new SchemaVersion(subject, versions.size() + 1, id, text));
        return id;
    }

    @Override
    public synchronized int lookup(String subject, SchemaText text, boolean normalize) {
        versions(subject);
        SchemaVersion known = find(subject, form(text));
        if (known == null) {
            throw new RecordException(UNKNOWN_SCHEMA, "schema is not registered under " + subject);
        }
        return known.id();
    }

    @Override
    public synchronized SchemaText byId(int id, @Nullable String subject) {
        SchemaText text = byId.get(id);
        if (text == null) {
            throw new RecordException(UNKNOWN_SCHEMA, "no schema has the id " + Integer.toUnsignedString(id));
        }
        return text;
    }

    @Override
    public synchronized SchemaVersion latest(String subject) {
        List<SchemaVersion> versions = versions(subject);
        return versions.get(versions.size() - 1);
    }

    @Override
    public synchronized SchemaVersion version(String subject, int version) {
        List<SchemaVersion> versions = versions(subject);
        if (version < 1 || version > versions.size()) {
            throw new RecordException(UNKNOWN_VERSION, "subject " + subject + " has no version " + version);
        }
        return versions.get(version - 1);
    }

    @Override
    public synchronized boolean isCompatible(String subject, SchemaText text) {
        List<Schema> earlier = new ArrayList<>();
        for (SchemaVersion version : subjects.getOrDefault(subject, List.of())) {
            earlier.add(0, parse(version.text()));
        }
        return levels.getOrDefault(subject, level).allows(parse(text), earlier);
    }

    @Override
    public synchronized void setCompatibility(@Nullable String subject, Compatibility compatibility) {
        if (subject == null) {
            level = compatibility;
        } else {
            levels.put(subject, compatibility);
        }
    }

    @Override
    public synchronized Optional<Compatibility> compatibility(@Nullable String subject) {
        return Optional.ofNullable(subject == null ? level : levels.get(subject));
    }

    /** Returns all subjects, sorted. */
    public synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Returns all versions of a subject, oldest first. */
    public synchronized List<SchemaVersion> versions(String subject) {
        List<SchemaVersion> versions = subjects.get(subject);
        if (versions == null) {
            throw new RecordException(UNKNOWN_SUBJECT, "no such subject: " + subject);
        }
        return List.copyOf(versions);
    }

    /** Finds where a schema stands in a subject, or null. */
    public synchronized @Nullable SchemaVersion find(String subject, SchemaText text) {
        return find(subject, form(text));
    }

    private @Nullable SchemaVersion find(String subject, String form) {
        for (SchemaVersion version : subjects.getOrDefault(subject, List.of())) {
            if (Objects.equals(ids.get(form), version.id())) {
                return version;
            }
        }
        return null;
    }

    private String form(SchemaText text) {
        return parse(text) + "|" + text.references();
    }

    private Schema parse(SchemaText text) {
        return SchemaParsing.parse(text, this);
    }

    /** Does nothing: there is nothing to close. */
    @Override
    public void close() {}
}
