package io.freshet.index.audit;

import static io.freshet.testkit.Chunks.chunk;
import static io.freshet.testkit.Heads.head;
import static io.freshet.testkit.Metadatas.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.testkit.Chunks;
import io.freshet.testkit.Heads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final float[] X = {1, 0, 0};
    private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789Z");

    @Test
    void everyPartOfAChunkCounts() {
        List<Chunks> different = List.of(
                chunk("doc"),
                chunk("doc").text("other"),
                chunk("doc").headings("a", "b"),
                chunk("doc").headings("ab"),
                chunk("doc").page(1),
                chunk("doc").order("b"),
                chunk("doc").since(2),
                chunk("doc").metadata(metadata().title("t")),
                chunk("doc").metadata(metadata().uri("t")),
                chunk("doc").metadata(metadata().source("t")),
                chunk("doc").metadata(metadata().language("t")),
                chunk("doc").metadata(metadata().mediaType("t")),
                chunk("doc").metadata(metadata().tags("t")),
                chunk("doc").metadata(metadata().readers("t")),
                chunk("doc").metadata(metadata().attribute("t", "u")),
                chunk("doc").metadata(metadata().modifiedAt(TIME)),
                chunk("doc").metadata(metadata().modifiedAt(TIME.plusMillis(1))));

        assertThat(different.stream().map(each -> Fingerprint.of(each.build(), X)))
                .doesNotHaveDuplicates();
        assertThat(Stream.of(X, new float[] {1, Math.ulp(0f), 0}, new float[] {1, 0, 0, 0})
                        .map(vector -> Fingerprint.of(chunk("doc").build(), vector)))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatNoStorePromisesDoesNotCount() {
        Chunks precise = chunk("doc").metadata(metadata().modifiedAt(TIME.plusNanos(1)));
        Chunks plain = chunk("doc").metadata(metadata().modifiedAt(TIME));

        assertThat(Fingerprint.of(precise.build(), new float[] {1, -0f, 0}))
                .isEqualTo(Fingerprint.of(plain.build(), X));
    }

    @Test
    void everyPartOfAHeadCountsButWhatTheWriterAdds() {
        List<Heads> different = List.of(
                head("doc"),
                head("doc").sequence(2),
                head("doc").version(1),
                head("doc").origin(0, 1),
                head("doc").origin(1, 0),
                head("doc").chunkCount(2),
                head("doc").failure("A", "b"),
                head("doc").failure("A", "c"),
                head("doc").deleted(),
                head("doc").metadata(metadata().title("t")));

        assertThat(different.stream().map(each -> Fingerprint.of(each.build()))).doesNotHaveDuplicates();
        assertThat(Fingerprint.of(head("doc")
                        .removed(new UUID(0, 1))
                        .indexedAt(Heads.NOON.plus(Duration.ofDays(1)))
                        .build()))
                .isEqualTo(Fingerprint.of(head("doc").build()));
    }
}
