package io.freshet.tika.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How far the reading of a file may go.
 *
 * @param maxChars characters of text after which reading stops; files within the file count too
 * @param maxBlockChars characters after which a block is cut in two
 * @param embeddedDepth how deep files within files are read; 0 leaves them alone
 * @param maxEmbedded how many files within the file are read, at all depths together
 * @param archives whether archives and mailboxes are opened
 * @param honourNoExtraction whether a PDF that forbids taking its text is refused
 * @param ocrLanguages languages in which text in pictures is recognised, as Tesseract names them, or null for not at all
 */
public record Limits(
        int maxChars,
        int maxBlockChars,
        int embeddedDepth,
        int maxEmbedded,
        boolean archives,
        boolean honourNoExtraction,
        @Nullable String ocrLanguages) {

    private static final int DEEPEST = 10;

    public Limits {
        if (maxChars < 1 || maxBlockChars < 64 || maxEmbedded < 0) {
            throw new IllegalArgumentException("limits out of range: " + maxChars + ", " + maxBlockChars);
        }
        if (embeddedDepth < 0 || embeddedDepth > DEEPEST) {
            throw new IllegalArgumentException("embedded depth out of range: " + embeddedDepth);
        }
    }

    /** Limits for text alone: nothing embedded, nothing recognised. */
    public static Limits ofText(int maxChars, int maxBlockChars) {
        return new Limits(maxChars, maxBlockChars, 0, 0, false, false, null);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(maxChars);
        out.writeInt(maxBlockChars);
        out.writeInt(embeddedDepth);
        out.writeInt(maxEmbedded);
        out.writeBoolean(archives);
        out.writeBoolean(honourNoExtraction);
        Strings.write(out, ocrLanguages);
    }

    static Limits read(DataInputStream in) throws IOException {
        return new Limits(
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readBoolean(),
                in.readBoolean(),
                Strings.readNullable(in));
    }
}
