package io.freshet.store.weaviate;

import io.freshet.store.manifest.Manifest;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The manifest as it is now, or was a moment ago: what this process changes it sees at once, what others change soon. */
final class Manifests {
    private final Control control;
    private final long maxAgeNanos;
    private final LongSupplier nanoTime;
    private volatile @Nullable Seen seen;

    Manifests(Control control, Duration maxAge, LongSupplier nanoTime) {
        this.control = control;
        this.maxAgeNanos = maxAge.toNanos();
        this.nanoTime = nanoTime;
    }

    /** At most as old as the settings allow. */
    Manifest recent() throws Refusal {
        Seen now = seen;
        return now != null && nanoTime.getAsLong() - now.at() < maxAgeNanos ? now.manifest() : readAgain();
    }

    /** As the server has it. */
    synchronized Manifest fresh() throws Refusal {
        long at = nanoTime.getAsLong();
        Manifest manifest = control.manifest();
        seen = new Seen(manifest, at);
        return manifest;
    }

    synchronized void replace(Manifest manifest) throws Refusal {
        seen = null;
        control.replace(manifest);
        seen = new Seen(manifest, nanoTime.getAsLong());
    }

    private synchronized Manifest readAgain() throws Refusal {
        Seen now = seen;
        return now != null && nanoTime.getAsLong() - now.at() < maxAgeNanos ? now.manifest() : fresh();
    }

    private record Seen(Manifest manifest, long at) {}
}
