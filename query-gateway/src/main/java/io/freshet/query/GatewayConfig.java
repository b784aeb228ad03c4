package io.freshet.query;

import io.freshet.embedding.settings.EmbeddingSettings;
import io.freshet.service.config.Default;
import io.freshet.service.config.Defaults;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Range;
import io.freshet.service.http.HttpSettings;
import io.freshet.store.settings.StoreSettings;
import java.time.Duration;

/** The gateway's settings. */
public record GatewayConfig(
        @Defaults("port=8080") HttpSettings http,
        Query query,
        StoreSettings store,
        EmbeddingSettings embedding,
        Next next) {

    /** How queries are answered. */
    public record Query(
            @Doc("How long a request waits for its own writes (consistentWith) before it is told NOT_YET_VISIBLE.")
            @Default("5s")
            Duration consistencyPatience,

            @Doc("How many requests may wait for their own writes at a time; below the number of HTTP threads.")
            @Default("16")
            @Range(min = 1, max = 999)
            int consistencyPlaces,

            @Doc("By how much the clocks of the index writer and of the gateway may differ. A document written within"
                    + " this time before a search is searched a second time, to be sure of one picture.")
            @Default("1s")
            Duration clockSkew) {}

    /** What the index is being migrated to. */
    public record Next(
            @Doc("Whether what is configured under freshet.next is the model of an index to come.") @Default("false")
            boolean enabled,

            EmbeddingSettings embedding) {}

    public GatewayConfig {
        if (query.consistencyPlaces() >= http.threads()) {
            throw new IllegalArgumentException("query.consistency-places = " + query.consistencyPlaces()
                    + ": must be below http.threads = " + http.threads()
                    + ", or waiting requests could take every thread");
        }
    }
}
