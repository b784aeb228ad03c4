package io.freshet.records.registry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry. Implementations are safe for use by several threads and do not cache.
 *
 * <p>Every method throws {@link RegistryUnavailableException} when trying again later may help, and {@link
 * io.freshet.records.RecordException} with a code when it will not.
 */
public interface RegistryClient extends AutoCloseable {

    /**
     * Registers a schema, or finds it when it is there already.
     *
     * @param normalize true to let schemas count as equal that differ in form only
     * @return its id
     */
    int register(String subject, SchemaText schema, boolean normalize);

    /**
     * Finds the id of a schema that must be registered already.
     *
     * @param normalize true to let schemas count as equal that differ in form only
     */
    int lookup(String subject, SchemaText schema, boolean normalize);

    /**
     * Finds a schema by its id.
     *
     * @param subject where it is used, if known; some registries keep ids per context
     */
    SchemaText byId(int id, @Nullable String subject);

    /** Finds the newest version of a subject. */
    SchemaVersion latest(String subject);

    /** Finds one version of a subject, also when it has been deleted softly. */
    SchemaVersion version(String subject, int version);

    /** Asks whether a schema could become the next version of a subject. */
    boolean isCompatible(String subject, SchemaText schema);

    /**
     * Tells the compatibility level, unless none is set there.
     *
     * @param subject the subject, or null for the level of all that have none of their own
     */
    Optional<Compatibility> compatibility(@Nullable String subject);

    /**
     * Sets the compatibility level.
     *
     * @param subject the subject, or null for the level of all that have none of their own
     */
    void setCompatibility(@Nullable String subject, Compatibility compatibility);

    /** Ends the connection; further calls change nothing. */
    @Override
    void close();
}
