package io.freshet.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freshet.records.InvalidKeyException.Code;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final UUID CHUNK = UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2");

    @Provide
    Arbitrary<DocumentKey> documents() {
        Arbitrary<String> tenants =
                Arbitraries.strings().withChars("abz059-").ofMinLength(1).ofMaxLength(63);
        Arbitrary<String> ids =
                Arbitraries.strings().withChars("a/#ü€ \n").ofMinLength(1).ofMaxLength(170);
        return Combinators.combine(tenants, ids).as(DocumentKey::new);
    }

    @Property
    void aDocumentKeyReadsBackFromItsText(@ForAll("documents") DocumentKey key) {
        assertThat(DocumentKey.parse(key.toString())).isEqualTo(key);
    }

    @Property
    void anIndexKeyReadsBackFromItsText(@ForAll("documents") DocumentKey key) {
        IndexKey head = IndexKey.head(key);
        IndexKey chunk = IndexKey.chunk(key, CHUNK);

        assertThat(IndexKey.parse(head.toString())).isEqualTo(head);
        assertThat(IndexKey.parse(chunk.toString())).isEqualTo(chunk);
        assertThat(head.toString()).endsWith("#");
    }

    @Test
    void theFirstSlashAndTheLastHashSignDivide() {
        IndexKey key = IndexKey.parse("acme/a/b#c#" + CHUNK);

        assertThat(key.document()).isEqualTo(new DocumentKey("acme", "a/b#c"));
        assertThat(key.chunkId()).isEqualTo(CHUNK);
        assertThat(key.isHead()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Acme", "a_b", "ä", "a b", "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void aTenantOutsideTheAlphabetIsRefused(String tenant) {
        assertRefused(Code.BAD_TENANT, () -> new DocumentKey(tenant, "id"));
    }

    @Test
    void aDocumentIdHasOneTo512BytesOfUtf8() {
        assertThat(new DocumentKey("t", "€".repeat(170) + "ab").documentId().getBytes(StandardCharsets.UTF_8))
                .hasSize(512);
        assertRefused(Code.BAD_DOCUMENT_ID, () -> new DocumentKey("t", ""));
        assertRefused(Code.BAD_DOCUMENT_ID, () -> new DocumentKey("t", "€".repeat(171)));
        assertRefused(Code.BAD_DOCUMENT_ID, () -> new DocumentKey("t", "half a pair \uD800"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/doc",
                "acme/doc#2ED6657D-e927-568b-95e1-2665a8aea6a2",
                "acme/doc#1-1-1-1-1",
                "acme/doc#chunk"
            })
    void anIndexKeyEndsWithOneFormOfAChunkIdOrNone(String key) {
        assertRefused(Code.BAD_KEY, () -> IndexKey.parse(key));
    }

    @Test
    void aKeyWithoutASlashIsNoKey() {
        assertRefused(Code.BAD_KEY, () -> DocumentKey.parse("acme"));
    }

    private static void assertRefused(Code code, Runnable action) {
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(action::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }
}
