package io.freshet.ingest.publish;

/** Whether this process may believe that what it was given is still its own. */
@FunctionalInterface
public interface Lease {

    boolean isHeld();
}
