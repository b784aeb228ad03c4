package io.freshet.store.lucene;

import java.util.concurrent.atomic.AtomicInteger;

/** A tenant's index with the number of those who use it just now: it is closed only while there are none. */
final class OpenTenant<T extends TenantIndex> {
    private static final int LOCKED = -1;

    private final T index;
    private final AtomicInteger users = new AtomicInteger();
    private volatile long lastUse;

    OpenTenant(T index) {
        this.index = index;
    }

    T index() {
        return index;
    }

    /** Returns false when it is closed or about to be; otherwise whoever entered leaves. */
    boolean enter(long use) {
        if (users.updateAndGet(now -> now == LOCKED ? LOCKED : now + 1) == LOCKED) {
            return false;
        }
        lastUse = use;
        return true;
    }

    void leave() {
        users.decrementAndGet();
    }

    /** Lets nobody in any more; false when somebody is. */
    boolean lock() {
        return users.compareAndSet(0, LOCKED);
    }

    void unlock() {
        users.set(0);
    }

    /** The greater, the later. */
    long lastUse() {
        return lastUse;
    }
}
