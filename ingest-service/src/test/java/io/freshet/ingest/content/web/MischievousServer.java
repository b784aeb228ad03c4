package io.freshet.ingest.content.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A web server that does as its paths say; what no proper server would do, it says on a bare socket. */
final class MischievousServer implements AutoCloseable {

    private static final byte[] FILE = "the file".getBytes(StandardCharsets.UTF_8);

    private final HttpServer proper;
    private final ServerSocket front;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread daemon = new Thread(task, "mischievous");
        daemon.setDaemon(true);
        return daemon;
    });
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String location = "";
    private volatile @Nullable Headers lastHeaders;
    private volatile @Nullable String lastTarget;

    MischievousServer() throws IOException {
        proper = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proper.createContext("/", this::answer);
        proper.setExecutor(threads);
        proper.start();
        front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    void redirectTo(String target) {
        location = target;
    }

    Headers lastHeaders() {
        return Objects.requireNonNull(lastHeaders);
    }

    @Nullable
    String lastTarget() {
        return lastTarget;
    }

    void awaitRequest() throws InterruptedException {
        if (!asked.await(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody asked");
        }
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket socket = front.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = readHead(socket);
            requests.incrementAndGet();
            asked.countDown();
            String path = head.split(" ", 3)[1].split("\\?", 2)[0];
            OutputStream out = socket.getOutputStream();
            switch (path) {
                case "/cut-off" -> say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
                case "/cut-off-chunks" ->
                    say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nonly\r\n");
                case "/more-than-announced" -> say(out, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour and more");
                case "/endless" -> repeat(out, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(1000));
                case "/endless-chunks" ->
                    repeat(
                            out,
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                            "3e8\r\n" + "x".repeat(1000) + "\r\n");
                case "/endless-header" -> repeat(out, "HTTP/1.1 200 OK\r\nX: ", "x".repeat(1000));
                case "/endless-headers" -> repeat(out, "HTTP/1.1 200 OK\r\n", "X: y\r\n");
                case "/silent" -> closed.await();
                case "/drip" -> drip(out);
                default -> pass(head, socket);
            }
        } catch (IOException e) {
            // The client has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void pass(String head, Socket client) throws IOException {
        try (Socket back =
                new Socket(proper.getAddress().getAddress(), proper.getAddress().getPort())) {
            say(back.getOutputStream(), head);
            back.shutdownOutput();
            back.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void repeat(OutputStream out, String begin, String more) throws IOException {
        say(out, begin);
        while (true) {
            say(out, more);
        }
    }

    /** One byte every now and then, which is never silence. */
    private void drip(OutputStream out) throws IOException, InterruptedException {
        say(out, "HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n");
        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
            say(out, "x");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        lastHeaders = exchange.getRequestHeaders();
        lastTarget = exchange.getRequestURI().toString();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        switch (exchange.getRequestURI().getPath()) {
            case "/redirect" -> redirect(exchange, query);
            case "/loop" -> redirect(exchange, "/loop");
            case "/elsewhere" -> redirect(exchange, location);
            case "/cookie" -> {
                exchange.getResponseHeaders().add("Set-Cookie", "a=b; Path=/");
                redirect(exchange, "/file");
            }
            case "/gzip" -> {
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                exchange.sendResponseHeaders(200, FILE.length);
                exchange.getResponseBody().write(FILE);
            }
            case "/status" -> exchange.sendResponseHeaders(Integer.parseInt(query), -1);
            case "/announced" -> exchange.sendResponseHeaders(200, Long.parseLong(query));
            default -> {
                exchange.sendResponseHeaders(200, FILE.length);
                exchange.getResponseBody().write(FILE);
            }
        }
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String target) throws IOException {
        exchange.getResponseHeaders().add("Location", target);
        exchange.sendResponseHeaders(302, -1);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        front.close();
        proper.stop(0);
        threads.shutdownNow();
    }
}
