package io.freshet.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ChunkIdsTest {

    @Test
    void nameBasedUuidsAreThoseOfTheStandard() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        UUID uuid = NameBasedUuid.v5(dns, "www.example.com".getBytes(StandardCharsets.UTF_8));

        assertThat(uuid).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    /** If this fails, every chunk of every index in service would get another id: it must not be changed. */
    @Test
    void theIdOfAChunkNeverChanges() {
        UUID id = ChunkIds.of(new DocumentKey("acme", "handbook/größe#1"), "Title > Heading\ntext €", 2);

        assertThat(id).hasToString("3451d61a-d3c0-58fe-b1c7-68bf2f44346d");
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Property
    void theSameContentHasTheSameId(
            @ForAll @LowerChars @StringLength(min = 1, max = 60) String tenant,
            @ForAll String text,
            @ForAll @IntRange(max = 1000) int occurrence) {
        DocumentKey key = new DocumentKey(tenant, "d");

        assertThat(ChunkIds.of(key, text, occurrence))
                .isEqualTo(ChunkIds.of(new DocumentKey(tenant, "d"), text, occurrence));
    }

    @Property
    void anyDifferenceGivesAnotherId(
            @ForAll @LowerChars @StringLength(min = 2, max = 20) String name,
            @ForAll String text,
            @ForAll String otherText,
            @ForAll @IntRange(max = 1000) int occurrence) {
        Assume.that(!text.equals(otherText));
        UUID id = ChunkIds.of(new DocumentKey(name, name), text, occurrence);

        assertThat(id)
                .isNotEqualTo(ChunkIds.of(new DocumentKey(name, name), otherText, occurrence))
                .isNotEqualTo(ChunkIds.of(new DocumentKey(name, name), text, occurrence + 1))
                .isNotEqualTo(ChunkIds.of(new DocumentKey(name, name + "x"), text, occurrence))
                .isNotEqualTo(ChunkIds.of(new DocumentKey(name + "x", name), text, occurrence));
    }

    @Property
    void whereTheTenantEndsMatters(@ForAll @LowerChars @StringLength(min = 3, max = 20) String name) {
        DocumentKey one = new DocumentKey(name.substring(0, 1), name.substring(1));
        DocumentKey other = new DocumentKey(name.substring(0, 2), name.substring(2));

        assertThat(ChunkIds.of(one, "text", 0)).isNotEqualTo(ChunkIds.of(other, "text", 0));
    }

    @Test
    void occurrencesCountFromZero() {
        assertThatThrownBy(() -> ChunkIds.of(new DocumentKey("t", "d"), "text", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
