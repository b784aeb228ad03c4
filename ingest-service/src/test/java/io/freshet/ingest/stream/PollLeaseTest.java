package io.freshet.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PollLeaseTest {

    private long nanos;
    private final PollLease lease = new PollLease(Duration.ofSeconds(5), () -> nanos);

    private void pollAfter(Duration time) {
        nanos += time.toNanos();
        lease.renew();
    }

    @Test
    void itIsHeldFromTheFirstPollOnHoweverLongTheServiceTookToStart() {
        // When
        pollAfter(Duration.ofSeconds(60));

        // Then
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void itIsHeldWhilePollingGoesOn() {
        // When
        for (int i = 0; i < 10; i++) {
            pollAfter(Duration.ofSeconds(4));

            // Then
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void itIsOverWhenPollingStops() {
        // Given
        lease.renew();

        // When
        nanos += Duration.ofSeconds(6).toNanos();

        // Then
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void whoStoodStillHasItAgainWhenTheHeartbeatsHadTimeToSayOtherwise() {
        // Given
        lease.renew();
        pollAfter(Duration.ofSeconds(60));

        // When
        boolean atOnce = lease.isHeld();
        pollAfter(Duration.ofSeconds(3));
        pollAfter(Duration.ofSeconds(3));

        // Then
        assertThat(atOnce).isFalse();
        assertThat(lease.isHeld()).isTrue();
    }
}
