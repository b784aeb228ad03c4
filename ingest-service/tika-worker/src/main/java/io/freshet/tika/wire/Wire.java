package io.freshet.tika.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * One side's end of the connection. A frame is a type byte and its fields; there is no recovery from a broken frame other
 * than ending the process.
 *
 * <p>One thread may read while another writes.
 */
public final class Wire {

    /** Both sides come from one build; the number catches the case where they do not. */
    public static final int VERSION = 3;

    private static final int HELLO = 1;
    private static final int READY = 2;
    private static final int STARTED = 3;
    private static final int BLOCK = 4;
    private static final int DONE = 5;
    private static final int DETECTED = 6;
    private static final int REQUEST = 16;
    private static final int BUFFER = 16 << 10;

    private final DataInputStream in;
    private final DataOutputStream out;

    /** Speaks over these two streams. */
    public Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    /** Sends a message of a worker; it may stay in the buffer until {@link #flush}. */
    public void send(WorkerSays message) throws IOException {
        if (message instanceof WorkerSays.Hello hello) {
            out.writeByte(HELLO);
            out.writeInt(hello.version());
            Strings.write(out, hello.secret());
        } else if (message instanceof WorkerSays.Detected detected) {
            out.writeByte(DETECTED);
            Strings.write(out, detected.mediaType());
        } else if (message instanceof WorkerSays.Block block) {
            out.writeByte(BLOCK);
            block.block().write(out);
        } else if (message instanceof WorkerSays.Done done) {
            out.writeByte(DONE);
            writeDone(done);
        } else {
            out.writeByte(message instanceof WorkerSays.Ready ? READY : STARTED);
        }
    }

    /** Puts what was sent on its way. */
    public void flush() throws IOException {
        out.flush();
    }

    /** Waits for the next message of a worker. */
    public WorkerSays receive() throws IOException {
        int type = in.readUnsignedByte();
        return switch (type) {
            case HELLO -> new WorkerSays.Hello(in.readInt(), Strings.read(in));
            case READY -> new WorkerSays.Ready();
            case STARTED -> new WorkerSays.Started();
            case DETECTED -> new WorkerSays.Detected(Strings.read(in));
            case BLOCK -> new WorkerSays.Block(WireBlock.read(in));
            case DONE -> readDone();
            default -> throw new WireException("message of type " + type);
        };
    }

    /** Sends a request with its bytes. */
    public void request(WorkRequest request, InputStream content) throws IOException {
        out.writeByte(REQUEST);
        request.write(out);
        long sent = content.transferTo(out);
        if (sent != request.length()) {
            throw new WireException(sent + " bytes instead of " + request.length());
        }
        out.flush();
    }

    /** Waits for the next request; its bytes are to be read with {@link #content}. */
    public WorkRequest nextRequest() throws IOException {
        int type = in.readUnsignedByte();
        if (type != REQUEST) {
            throw new WireException("request of type " + type);
        }
        return WorkRequest.read(in);
    }

    /** Copies the bytes of a request. */
    public void content(WorkRequest request, OutputStream target) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = request.length();
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new WireException("content ends early");
            }
            target.write(buffer, 0, read);
            left -= read;
        }
    }

    private void writeDone(WorkerSays.Done done) throws IOException {
        done.facts().write(out);
        out.writeByte(done.warnings().size());
        for (Warning warning : done.warnings()) {
            Strings.write(out, warning.name());
        }
        WorkerSays.Failure failure = done.failure();
        out.writeBoolean(failure != null);
        if (failure != null) {
            Strings.write(out, failure.code().name());
            Strings.write(out, failure.detail());
        }
    }

    private WorkerSays.Done readDone() throws IOException {
        FileFacts facts = FileFacts.read(in);
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            warnings.add(Strings.readConstant(in, Warning.class));
        }
        if (!in.readBoolean()) {
            return new WorkerSays.Done(facts, warnings, null);
        }
        FailureCode code = Strings.readConstant(in, FailureCode.class);
        return new WorkerSays.Done(facts, warnings, new WorkerSays.Failure(code, Strings.read(in)));
    }
}
