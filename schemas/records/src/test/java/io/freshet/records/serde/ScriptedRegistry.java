package io.freshet.records.serde;

import io.freshet.records.registry.Compatibility;
import io.freshet.records.registry.InMemoryRegistry;
import io.freshet.records.registry.RegistryClient;
import io.freshet.records.registry.RegistryUnavailableException;
import io.freshet.records.registry.SchemaText;
import io.freshet.records.registry.SchemaVersion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A registry in memory that writes down what it is asked, and can be down. */
final class ScriptedRegistry implements RegistryClient {
    final InMemoryRegistry memory = new InMemoryRegistry();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile boolean down;
    /** Answers every question for a schema, if set. */
    volatile @Nullable SchemaText always;

    private InMemoryRegistry ask(String what) {
        asked.add(what);
        if (down) {
            throw new RegistryUnavailableException("down", null);
        }
        return memory;
    }

    @Override
    public int register(String subject, SchemaText schema, boolean normalize) {
        return ask("register " + subject + (normalize ? " normalized" : "")).register(subject, schema, normalize);
    }

    @Override
    public int lookup(String subject, SchemaText schema, boolean normalize) {
        return ask("lookup " + subject).lookup(subject, schema, normalize);
    }

    @Override
    public SchemaText byId(int id, @Nullable String subject) {
        InMemoryRegistry answering = ask("id " + Integer.toUnsignedString(id) + " of " + subject);
        SchemaText fixed = always;
        return fixed == null ? answering.byId(id, subject) : fixed;
    }

    @Override
    public SchemaVersion latest(String subject) {
        return ask("latest " + subject).latest(subject);
    }

    @Override
    public SchemaVersion version(String subject, int version) {
        InMemoryRegistry answering = ask("version " + version + " of " + subject);
        SchemaText fixed = always;
        return fixed == null ? answering.version(subject, version) : new SchemaVersion(subject, version, 1, fixed);
    }

    @Override
    public boolean isCompatible(String subject, SchemaText schema) {
        return ask("compatible " + subject).isCompatible(subject, schema);
    }

    @Override
    public Optional<Compatibility> compatibility(@Nullable String subject) {
        return ask("level of " + subject).compatibility(subject);
    }

    @Override
    public void setCompatibility(@Nullable String subject, Compatibility compatibility) {
        ask("level").setCompatibility(subject, compatibility);
    }

    @Override
    public void close() {}
}
