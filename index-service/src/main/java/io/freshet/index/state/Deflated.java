package io.freshet.index.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Bytes made smaller, fast rather than well: what waits is a whole document's text and is gone again soon. */
final class Deflated {
    private Deflated() {}

    static byte[] of(byte[] bytes) {
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream small = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(small, fast)) {
            deflating.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            fast.end();
        }
        return small.toByteArray();
    }

    static byte[] undone(ByteBuffer deflated) {
        byte[] bytes = new byte[deflated.remaining()];
        deflated.duplicate().get(bytes);
        try (InflaterInputStream inflating = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return inflating.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
