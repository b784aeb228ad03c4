package io.freshet.store.weaviate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateGrpc;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObject;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObjectsReply;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObjectsRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatchDelete.BatchDeleteReply;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatchDelete.BatchDeleteRequest;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchReply;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server that keeps what it was asked and answers what it was told to: the witness of what the client really sends. */
final class FakeWeaviate extends WeaviateGrpc.WeaviateImplBase implements AutoCloseable {
    final List<BatchObjectsRequest> batches = new CopyOnWriteArrayList<>();
    final List<BatchDeleteRequest> deletes = new CopyOnWriteArrayList<>();
    final List<SearchRequest> searches = new CopyOnWriteArrayList<>();
    final List<String> httpCalls = new CopyOnWriteArrayList<>();

    /** What is wrong with an object; null for nothing. */
    volatile Function<BatchObject, @Nullable String> wrong = object -> null;

    /** What is wrong with a batch as a whole; null for nothing. */
    volatile Function<BatchObjectsRequest, @Nullable Status> wrongBatch = batch -> null;

    volatile Function<BatchDeleteRequest, BatchDeleteReply> deletion = delete -> BatchDeleteReply.getDefaultInstance();
    volatile Function<SearchRequest, SearchReply> search = request -> SearchReply.getDefaultInstance();

    private final Server grpc;
    private final HttpServer http;

    FakeWeaviate() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        grpc = NettyServerBuilder.forAddress(new InetSocketAddress(loopback, 0))
                .addService(this)
                .build()
                .start();
        http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    WeaviateSettings settings() {
        WeaviateSettings plain = WeaviateSettings.of(
                URI.create("http://127.0.0.1:" + http.getAddress().getPort()), "127.0.0.1:" + grpc.getPort());
        return new WeaviateSettings(
                plain.url(),
                plain.grpc(),
                "a-key",
                null,
                null,
                new WeaviateSettings.Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                plain.prefix(),
                1,
                plain.graph(),
                new WeaviateSettings.Batches(8, 100_000),
                plain.manifestAge());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            httpCalls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = exchange.getRequestURI().getPath().endsWith("/meta")
                    ? "{\"version\":\"1.39.3\",\"grpcMaxMessageSize\":1000000}".getBytes(StandardCharsets.UTF_8)
                    : "[]".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void batchObjects(BatchObjectsRequest request, StreamObserver<BatchObjectsReply> reply) {
        batches.add(request);
        Status status = wrongBatch.apply(request);
        if (status != null) {
            reply.onError(status.asRuntimeException());
            return;
        }
        BatchObjectsReply.Builder answer = BatchObjectsReply.newBuilder();
        for (int i = 0; i < request.getObjectsCount(); i++) {
            String error = wrong.apply(request.getObjects(i));
            if (error != null) {
                answer.addErrors(
                        BatchObjectsReply.BatchError.newBuilder().setIndex(i).setError(error));
            }
        }
        reply.onNext(answer.build());
        reply.onCompleted();
    }

    @Override
    public void batchDelete(BatchDeleteRequest request, StreamObserver<BatchDeleteReply> reply) {
        deletes.add(request);
        reply.onNext(deletion.apply(request));
        reply.onCompleted();
    }

    @Override
    public void search(SearchRequest request, StreamObserver<SearchReply> reply) {
        searches.add(request);
        try {
            reply.onNext(search.apply(request));
            reply.onCompleted();
        } catch (RuntimeException e) {
            reply.onError(e);
        }
    }

    void stop() {
        grpc.shutdownNow();
        http.stop(0);
    }

    @Override
    public void close() {
        stop();
    }
}
