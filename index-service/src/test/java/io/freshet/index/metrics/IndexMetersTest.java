package io.freshet.index.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.testkit.Heads;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IndexMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HandClock clock = new HandClock();
    private final IndexMeters meters = new IndexMeters(registry, clock);

    @Test
    void tenantsAndSourcesBeyondTheFirstAreOthers() {
        for (int tenant = 0; tenant < 150; tenant++) {
            for (int source = 0; source < 3; source++) {
                meters.fresh("searchable", "t" + tenant, "s" + source, clock.instant());
            }
        }

        List<Meter> series = List.copyOf(registry.find("freshet.freshness").meters());
        assertThat(series).hasSizeLessThanOrEqualTo(302);
        assertThat(registry.get("freshet.freshness")
                        .tags("tenant", "t0", "source", "s0")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("freshet.freshness")
                        .tags("tenant", "other", "source", "other")
                        .timer()
                        .count())
                .isEqualTo(150);
    }

    @Test
    void aMomentThatNobodyMovesGrowsOld() {
        meters.asOf(clock.instant());
        clock.now = clock.now.plusSeconds(90);

        assertThat(registry.get("freshet.as.of.age.seconds").gauge().value()).isEqualTo(90);
    }

    private static final class HandClock extends Clock {
        private Instant now = Heads.NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
