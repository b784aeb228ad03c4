package io.freshet.records;

import static io.freshet.records.InvalidKeyException.Code.BAD_DOCUMENT_ID;
import static io.freshet.records.InvalidKeyException.Code.BAD_KEY;
import static io.freshet.records.InvalidKeyException.Code.BAD_TENANT;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Names one document: {@code tenant/documentId}, split at the first slash because a document id may contain slashes.
 *
 * @param tenant whose document it is: {@code [a-z0-9-]{1,63}}
 * @param documentId the source's own id: 1 to 512 bytes of UTF-8
 */
public record DocumentKey(String tenant, String documentId) {
    private static final int MAX_TENANT_LENGTH = 63;
    private static final int MAX_DOCUMENT_ID_BYTES = 512;

    /** Refuses what is not a key, with an {@link InvalidKeyException}. */
    public DocumentKey {
        if (tenant.isEmpty()
                || tenant.length() > MAX_TENANT_LENGTH
                || !tenant.chars().allMatch(DocumentKey::isTenantCharacter)) {
            throw new InvalidKeyException(BAD_TENANT, "tenant must match [a-z0-9-]{1,63}");
        }
        int bytes = utf8Length(documentId);
        if (bytes < 1 || bytes > MAX_DOCUMENT_ID_BYTES) {
            throw new InvalidKeyException(
                    BAD_DOCUMENT_ID, "documentId must be 1 to 512 bytes of UTF-8, but has " + bytes);
        }
    }

    /** Reads a key in the form of {@link #toString()}. */
    public static DocumentKey parse(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            throw new InvalidKeyException(BAD_KEY, "key must be tenant/documentId, but has no slash");
        }
        return new DocumentKey(key.substring(0, slash), key.substring(slash + 1));
    }

    private static boolean isTenantCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    // An unpaired surrogate would become '?' on the wire, and two ids one key.
    private static int utf8Length(String text) {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(text))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new InvalidKeyException(BAD_DOCUMENT_ID, "documentId is not well-formed Unicode");
        }
    }

    @Override
    public String toString() {
        return tenant + '/' + documentId;
    }
}
