package io.freshet.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A wire to a port of this machine that can be slow, be cut, or end in the middle of what it carries. */
final class BadWire implements AutoCloseable {
    private final ServerSocket entrance;
    private final int exit;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong allowance = new AtomicLong(Long.MAX_VALUE);
    private boolean stuck;

    BadWire(int exit) throws IOException {
        this.exit = exit;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Cuts all connections now; new ones are fine. */
    void cut() {
        sockets.forEach(BadWire::closeQuietly);
        sockets.clear();
    }

    /** Cuts in the middle of the transfer, after so many bytes in either direction; new connections are fine. */
    void cutAfter(long bytes) {
        allowance.set(bytes);
    }

    /** Carries nothing on for now, and keeps the connections. */
    synchronized void stick(boolean now) {
        stuck = now;
        notifyAll();
    }

    private synchronized void passOn() throws InterruptedException {
        while (stuck) {
            wait();
        }
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                Socket in = entrance.accept();
                Socket out = new Socket(InetAddress.getLoopbackAddress(), exit);
                in.setTcpNoDelay(true);
                out.setTcpNoDelay(true);
                sockets.add(in);
                sockets.add(out);
                threads.execute(() -> carry(in, out));
                threads.execute(() -> carry(out, in));
            }
        } catch (IOException e) {
            // The entrance is closed.
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[4096];
            int read = in.read(buffer);
            while (read > 0) {
                passOn();
                long left = allowance.addAndGet(-read);
                if (left < 0) {
                    out.write(buffer, 0, (int) Math.max(0, read + left));
                    allowance.set(Long.MAX_VALUE);
                    cut();
                    return;
                }
                out.write(buffer, 0, read);
                read = in.read(buffer);
            }
        } catch (IOException e) {
            // The other end is gone, which is what this is for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed enough.
        }
    }

    @Override
    public void close() throws IOException {
        stick(false);
        entrance.close();
        cut();
        threads.shutdownNow();
    }
}
