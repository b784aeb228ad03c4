package io.freshet.records.serde;

import static io.freshet.records.RecordException.Code.INCOMPATIBLE;

import io.freshet.records.RecordException;
import io.freshet.records.registry.RegistryClient;
import io.freshet.records.registry.SchemaParsing;
import io.freshet.records.registry.SchemaText;
import io.freshet.records.registry.SchemaVersion;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;

/** What the registry has said, remembered. Safe for use by several threads; shared by the serdes of one service. */
final class SchemaCache {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final RegistryClient registry;
    private final SingleFlightCache<Writing, WireSchema> ids;
    private final SingleFlightCache<Integer, Schema> schemas;
    private final SingleFlightCache<String, WireSchema> latest;
    private final SingleFlightCache<Fit, WireSchema> fits;

    SchemaCache(RegistryClient registry, SerdeSettings.CacheLimits limits, LongSupplier nanoTime) {
        this.registry = registry;
        this.ids = new SingleFlightCache<>(limits.entries(), FOR_EVER, limits.refusal(), nanoTime);
        this.schemas = new SingleFlightCache<>(limits.entries(), FOR_EVER, limits.refusal(), nanoTime);
        this.latest = new SingleFlightCache<>(limits.entries(), limits.latest(), limits.refusal(), nanoTime);
        this.fits = new SingleFlightCache<>(limits.entries(), FOR_EVER, limits.refusal(), nanoTime);
    }

    /** Finds the schema to write with, and its id. */
    WireSchema forWriting(String subject, Schema schema, SerdeSettings settings) {
        return switch (settings.mode()) {
            case REGISTER, LOOK_UP ->
                ids.get(new Writing(subject, schema, settings.mode(), settings.normalize()), this::ask);
            case LATEST -> latest(subject);
            case LATEST_COMPATIBLE -> fits.get(new Fit(subject, schema, latest(subject)), SchemaCache::compatible);
        };
    }

    /** Finds the schema that a record was written with. */
    Schema byId(int id, @Nullable String subject) {
        return schemas.get(id, unused -> SchemaParsing.parse(registry.byId(id, subject), registry));
    }

    private WireSchema ask(Writing writing) {
        SchemaText text = new SchemaText(writing.schema().toString());
        int id = writing.mode() == SerdeSettings.Mode.REGISTER
                ? registry.register(writing.subject(), text, writing.normalize())
                : registry.lookup(writing.subject(), text, writing.normalize());
        return new WireSchema(id, writing.schema());
    }

    private WireSchema latest(String subject) {
        return latest.get(subject, unused -> {
            SchemaVersion version = registry.latest(subject);
            return new WireSchema(version.id(), SchemaParsing.parse(version.text(), registry));
        });
    }

    private static WireSchema compatible(Fit fit) {
        SchemaCompatibilityType result = SchemaCompatibility.checkReaderWriterCompatibility(
                        fit.newest().schema(), fit.schema())
                .getType();
        if (result != SchemaCompatibilityType.COMPATIBLE) {
            throw new RecordException(
                    INCOMPATIBLE,
                    "the newest version of " + fit.subject() + " cannot hold a "
                            + fit.schema().getFullName());
        }
        return fit.newest();
    }

    /**
     * A schema as it goes over the wire.
     *
     * @param id its id
     * @param schema what the value is written with
     */
    record WireSchema(int id, Schema schema) {}

    private record Writing(String subject, Schema schema, SerdeSettings.Mode mode, boolean normalize) {}

    private record Fit(String subject, Schema schema, WireSchema newest) {}
}
