package io.freshet.index.audit;

import io.freshet.store.StoreUnavailableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The generations that this process writes. */
@FunctionalInterface
public interface AuditTargets {

    /** The generation of this number, or the one that serves; empty when it is not written here. */
    Optional<AuditTarget> find(@Nullable Integer generation) throws StoreUnavailableException;
}
