package io.freshet.store.weaviate;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.store.weaviate.Refusal.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusalsTest {

    /** As servers of version 1.39.3 say it, unless marked. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenant not found: \"t1\"|NO_TENANT",
                "explorer: list class: search: object search at index a: tenant not found: \"t1\"|NO_TENANT",
                "tenant not active: 't1'|COLD_TENANT",
                "could not find class Nope in schema|NO_COLLECTION",
                "class 'Nope' not present in schema|NO_COLLECTION",
                "could not get tenants: class not found|NO_COLLECTION",
                "store is read-only due to: manually set by user|TRANSIENT",
                "no such prop with name 'nope' found in class 'A' in the schema|TRANSIENT",
                "collection A does not have configuration for vector other|TRANSIENT",
                "new node has a vector with length 2: vector dimensions do not match the index dimensions|INVALID",
                "invalid date property 'd' on class 'A': requires a string|INVALID",
                "invalid UUID length: 3|INVALID",
                "cannot process batch: not enough memory|OVERLOADED",
                "write: no space left on device|TRANSIENT",
                "cannot reach enough replicas|TRANSIENT",
                "UNKNOWN: channel closed|TRANSIENT",
                "the moon is full|UNKNOWN"
            })
    void textsAreUnderstood(String text, Kind kind) {
        assertThat(Refusals.kindOf(text)).isEqualTo(kind);
    }

    @Test
    void whatTheClientCannotSayIsTransient() {
        assertThat(Refusals.of(new IOException("connection reset")).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(Refusals.of(new IllegalStateException()).kind()).isEqualTo(Kind.TRANSIENT);
    }
}
