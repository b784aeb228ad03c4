package io.freshet.records.serde;

import io.freshet.records.RecordException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache that asks once however many ask at the same time.
 *
 * <p>A {@link RecordException} is remembered for a short while, so that many records with one unknown id are not many
 * requests. An outage is not remembered; a value whose time is over stays in use for as long as it lasts.
 *
 * @param <K> what is asked
 * @param <V> the answer
 */
final class SingleFlightCache<K, V> {
    private final Duration lifetime;
    private final Duration refusalLifetime;
    private final LongSupplier nanoTime;
    private final Map<K, Answer<V>> entries;

    /**
     * Makes an empty cache.
     *
     * @param maxEntries how many answers are kept; the one not used for longest goes first
     * @param lifetime how long an answer holds
     * @param refusalLifetime how long a refusal holds
     */
    SingleFlightCache(int maxEntries, Duration lifetime, Duration refusalLifetime, LongSupplier nanoTime) {
        this.lifetime = lifetime;
        this.refusalLifetime = refusalLifetime;
        this.nanoTime = nanoTime;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Answer<V>> eldest) {
                return size() > maxEntries;
            }
        };
    }

    V get(K key, Function<? super K, ? extends V> loader) {
        Answer<V> mine = new Answer<>();
        Answer<V> before;
        synchronized (entries) {
            before = entries.get(key);
            if (before != null && !before.isOver(nanoTime.getAsLong())) {
                mine = before;
            } else {
                entries.put(key, mine);
            }
        }
        return mine == before ? await(key, mine, loader) : load(key, mine, before, loader);
    }

    private V load(K key, Answer<V> mine, @Nullable Answer<V> before, Function<? super K, ? extends V> loader) {
        try {
            V value = loader.apply(key);
            mine.complete(value, nanoTime.getAsLong() + lifetime.toNanos());
            return value;
        } catch (RecordException e) {
            mine.fail(e, nanoTime.getAsLong() + refusalLifetime.toNanos());
            throw e;
        } catch (RetriableException e) {
            if (before != null && before.hasValue()) {
                V stale = before.value.join();
                mine.complete(stale, nanoTime.getAsLong() + refusalLifetime.toNanos());
                return stale;
            }
            forget(key, mine, e);
            throw e;
        } catch (RuntimeException | Error e) {
            forget(key, mine, e);
            throw e;
        }
    }

    private void forget(K key, Answer<V> mine, Throwable cause) {
        synchronized (entries) {
            entries.remove(key, mine);
        }
        mine.fail(cause, nanoTime.getAsLong());
    }

    private V await(K key, Answer<V> entry, Function<? super K, ? extends V> loader) {
        try {
            return entry.value.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptException) {
                // It was the asking thread that was interrupted, not this one.
                return get(key, loader);
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** An answer, a refusal, or a question under way. */
    private static final class Answer<V> {
        private final CompletableFuture<V> value = new CompletableFuture<>();
        private volatile long validUntil;

        void complete(V answer, long until) {
            validUntil = until;
            value.complete(answer);
        }

        void fail(Throwable cause, long until) {
            validUntil = until;
            value.completeExceptionally(cause);
        }

        boolean isOver(long now) {
            return value.isDone() && now - validUntil >= 0;
        }

        boolean hasValue() {
            return value.isDone() && !value.isCompletedExceptionally();
        }
    }
}
