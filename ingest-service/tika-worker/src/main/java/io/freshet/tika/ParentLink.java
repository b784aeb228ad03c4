package io.freshet.tika;

import io.freshet.tika.wire.Wire;
import io.freshet.tika.wire.WorkerSays;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** The worker's end of the connection to the process that started it. */
final class ParentLink implements AutoCloseable {

    private final Socket socket;
    private final Wire wire;

    private ParentLink(Socket socket) throws IOException {
        this.socket = socket;
        this.wire = new Wire(socket.getInputStream(), socket.getOutputStream());
    }

    static ParentLink connect(int port, String secret) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        ParentLink link = new ParentLink(socket);
        link.wire.send(new WorkerSays.Hello(Wire.VERSION, secret));
        link.wire.flush();
        return link;
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
