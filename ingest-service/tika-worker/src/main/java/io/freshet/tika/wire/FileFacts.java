package io.freshet.tika.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about itself.
 *
 * @param mediaType media type as detected from the bytes
 * @param title the file's own title
 * @param language the file's own language tag
 * @param author who wrote it
 * @param modified when it was last changed, ISO 8601, as the file puts it
 * @param pages number of pages or slides, or 0 where there are none
 */
public record FileFacts(
        String mediaType,
        @Nullable String title,
        @Nullable String language,
        @Nullable String author,
        @Nullable String modified,
        int pages) {

    /** Facts about a file of which only the type is known. */
    public static FileFacts ofType(String mediaType) {
        return new FileFacts(mediaType, null, null, null, null, 0);
    }

    void write(DataOutputStream out) throws IOException {
        Strings.write(out, mediaType);
        Strings.write(out, title);
        Strings.write(out, language);
        Strings.write(out, author);
        Strings.write(out, modified);
        out.writeInt(pages);
    }

    static FileFacts read(DataInputStream in) throws IOException {
        return new FileFacts(
                Strings.read(in),
                Strings.readNullable(in),
                Strings.readNullable(in),
                Strings.readNullable(in),
                Strings.readNullable(in),
                in.readInt());
    }
}
