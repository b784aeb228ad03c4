package io.freshet.tika.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A piece of text with its place in the structure.
 *
 * @param kind what it is
 * @param level heading level from 1, or 0 for everything else
 * @param page page or slide from 1, or 0 where there are none
 * @param text the text, normalised
 */
public record WireBlock(Kind kind, int level, int page, String text) {

    /** What a block is in its document. */
    public enum Kind {
        HEADING,
        PARAGRAPH,
        LIST_ITEM,
        TABLE,
        CODE,
        CAPTION
    }

    void write(DataOutputStream out) throws IOException {
        Strings.write(out, kind.name());
        out.writeShort(level);
        out.writeInt(page);
        Strings.write(out, text);
    }

    static WireBlock read(DataInputStream in) throws IOException {
        Kind kind = Strings.readConstant(in, Kind.class);
        return new WireBlock(kind, in.readUnsignedShort(), in.readInt(), Strings.read(in));
    }
}
