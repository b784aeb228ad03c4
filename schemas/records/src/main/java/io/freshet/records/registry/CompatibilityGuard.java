package io.freshet.records.registry;

import io.freshet.records.RecordException;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the registry refuse what would break a reader, by a level on each subject that has none. A level that somebody
 * chose for a subject stays, and so does one for all subjects that is strict enough.
 */
public final class CompatibilityGuard {
    private static final Logger log = LoggerFactory.getLogger(CompatibilityGuard.class);
    private static final Compatibility NEEDED = Compatibility.BACKWARD_TRANSITIVE;

    private final RegistryClient registry;

    /** A guard of the subjects of a registry, which stays open. */
    public CompatibilityGuard(RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Sets what is missing; a registry that does not let us is left as it is.
     *
     * @throws RegistryUnavailableException when the registry does not answer
     */
    public void guard(Collection<String> subjects) {
        try {
            if (registry.compatibility(null)
                    .filter(CompatibilityGuard::suffices)
                    .isEmpty()) {
                subjects.forEach(this::guard);
            }
        } catch (RecordException refused) {
            log.atWarn()
                    .setCause(refused)
                    .addKeyValue("code", refused.code())
                    .log("registry does not let its compatibility levels be set; they stay as they are");
        }
    }

    private void guard(String subject) {
        Optional<Compatibility> level = registry.compatibility(subject);
        if (level.isEmpty()) {
            registry.setCompatibility(subject, NEEDED);
            log.atInfo()
                    .addKeyValue("subject", subject)
                    .addKeyValue("level", NEEDED)
                    .log("compatibility level set");
        }
    }

    private static boolean suffices(Compatibility level) {
        return level == NEEDED || level == Compatibility.FULL_TRANSITIVE;
    }
}
