package io.freshet.embedding.stack;

import io.freshet.embedding.TextKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What is counted and timed about embedding, by model. Safe for use by several threads. */
final class EmbeddingMeters {
    private final MeterRegistry registry;
    private final String model;

    EmbeddingMeters(MeterRegistry registry, String model) {
        this.registry = registry;
        this.model = model;
    }

    void request(TextKind kind, String outcome, long nanos) {
        Timer.builder("freshet.embedding.requests")
                .description("Requests to the embedder and the time they took, by outcome")
                .tag("model", model)
                .tag("kind", lower(kind))
                .tag("outcome", outcome)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void embedded(TextKind kind, int texts, long tokens) {
        counter("freshet.embedding.texts", "Texts that the embedder embedded", "kind", lower(kind))
                .increment(texts);
        if (tokens > 0) {
            counter("freshet.embedding.tokens", "Tokens that a remote embedder was sent", "kind", lower(kind))
                    .increment((double) tokens);
        }
    }

    void cached(int hits, int asked) {
        counter("freshet.embedding.cache", "Texts by whether their vector was kept", "result", "hit")
                .increment(hits);
        counter("freshet.embedding.cache", "Texts by whether their vector was kept", "result", "miss")
                .increment((double) asked - hits);
    }

    void retry() {
        counter("freshet.embedding.retries", "Requests that were repeated").increment();
    }

    void waited(Duration time) {
        Timer.builder("freshet.embedding.budget.waits")
                .description("Waits for the rate budget, and for the rest that a provider asked for")
                .tag("model", model)
                .register(registry)
                .record(time);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name)
                .description(description)
                .tag("model", model)
                .tags(tags)
                .register(registry);
    }

    private static String lower(TextKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
