package io.freshet.tika.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about itself, and the language of its text.
 *
 * @param mediaType media type as detected from the bytes
 * @param title the file's own title
 * @param language the file's own language tag, else the detected one
 * @param languageConfidence how sure the detection is, up to 1; null when the file itself names its language
 * @param author who wrote it; several are separated by semicolons
 * @param created when it was made, ISO 8601, as the file puts it
 * @param modified when it was last changed, ISO 8601, as the file puts it
 * @param pages number of pages or slides, or 0 where there are none
 */
public record FileFacts(
        String mediaType,
        @Nullable String title,
        @Nullable String language,
        @Nullable Float languageConfidence,
        @Nullable String author,
        @Nullable String created,
        @Nullable String modified,
        int pages) {

    /** Facts about a file of which only the type is known. */
    public static FileFacts ofType(String mediaType) {
        return new FileFacts(mediaType, null, null, null, null, null, null, 0);
    }

    /** The same, with a language that was found by looking at the text. */
    public FileFacts withDetected(String detected, float confidence) {
        return new FileFacts(mediaType, title, detected, confidence, author, created, modified, pages);
    }

    void write(DataOutputStream out) throws IOException {
        Strings.write(out, mediaType);
        Strings.write(out, title);
        Strings.write(out, language);
        out.writeFloat(languageConfidence == null ? Float.NaN : languageConfidence);
        Strings.write(out, author);
        Strings.write(out, created);
        Strings.write(out, modified);
        out.writeInt(pages);
    }

    static FileFacts read(DataInputStream in) throws IOException {
        return new FileFacts(
                Strings.read(in),
                Strings.readNullable(in),
                Strings.readNullable(in),
                confidence(in.readFloat()),
                Strings.readNullable(in),
                Strings.readNullable(in),
                Strings.readNullable(in),
                in.readInt());
    }

    private static @Nullable Float confidence(float value) {
        return Float.isNaN(value) ? null : value;
    }
}
