package io.freshet.records.registry;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;

/** Which versions of a subject must be able to read which; Confluent's levels. */
public enum Compatibility {
    /** Anything goes. */
    NONE,
    /** The new version reads the one before. */
    BACKWARD,
    /** The new version reads every one before. */
    BACKWARD_TRANSITIVE,
    /** The version before reads the new one. */
    FORWARD,
    /** Every version before reads the new one. */
    FORWARD_TRANSITIVE,
    /** Both, for the version before. */
    FULL,
    /** Both, for every version before. */
    FULL_TRANSITIVE;

    /**
     * Tells whether a schema may follow others.
     *
     * @param next the new schema
     * @param earlier the versions before, newest first
     */
    public boolean allows(Schema next, List<Schema> earlier) {
        if (this == NONE) {
            return true;
        }
        try {
            validator().validate(next, earlier);
            return true;
        } catch (SchemaValidationException e) {
            return false;
        }
    }

    private SchemaValidator validator() {
        SchemaValidatorBuilder builder = new SchemaValidatorBuilder();
        SchemaValidatorBuilder direction =
                switch (this) {
                    case BACKWARD, BACKWARD_TRANSITIVE -> builder.canReadStrategy();
                    case FORWARD, FORWARD_TRANSITIVE -> builder.canBeReadStrategy();
                    default -> builder.mutualReadStrategy();
                };
        return name().endsWith("_TRANSITIVE") ? direction.validateAll() : direction.validateLatest();
    }
}
