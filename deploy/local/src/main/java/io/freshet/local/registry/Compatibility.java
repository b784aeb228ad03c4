package io.freshet.local.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;

/** Confluent's compatibility levels, judged by Avro's own rules. */
enum Compatibility {
    NONE(Optional.empty()),
    BACKWARD(Optional.of(new SchemaValidatorBuilder().canReadStrategy().validateLatest())),
    BACKWARD_TRANSITIVE(
            Optional.of(new SchemaValidatorBuilder().canReadStrategy().validateAll())),
    FORWARD(Optional.of(new SchemaValidatorBuilder().canBeReadStrategy().validateLatest())),
    FORWARD_TRANSITIVE(
            Optional.of(new SchemaValidatorBuilder().canBeReadStrategy().validateAll())),
    FULL(Optional.of(new SchemaValidatorBuilder().mutualReadStrategy().validateLatest())),
    FULL_TRANSITIVE(
            Optional.of(new SchemaValidatorBuilder().mutualReadStrategy().validateAll()));

    @SuppressWarnings("ImmutableEnumChecker") // Avro's validators hold no state, but do not say so.
    private final Optional<SchemaValidator> validator;

    Compatibility(Optional<SchemaValidator> validator) {
        this.validator = validator;
    }

    static Compatibility parse(String name) throws RegistryException {
        return Stream.of(values())
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RegistryException.invalidLevel(name));
    }

    /** What is wrong with the candidate beside earlier versions, newest first; empty when nothing is. */
    Optional<String> conflict(Schema candidate, List<Schema> newestFirst) {
        if (validator.isEmpty()) {
            return Optional.empty();
        }
        try {
            validator.get().validate(candidate, newestFirst);
            return Optional.empty();
        } catch (SchemaValidationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
