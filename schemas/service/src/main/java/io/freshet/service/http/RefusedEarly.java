package io.freshet.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that Jetty refuses before any route sees them, such as a malformed address, with a problem document. */
final class RefusedEarly implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws JsonProcessingException {
        int status = request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer told ? told : 500;
        byte[] body = Json.mapper().writeValueAsBytes(problem(status).body());
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 400 ->
                new Problem(400, "BAD_REQUEST", "the request is not well-formed HTTP; is its address URL-encoded?");
            case 414 -> new Problem(414, "URI_TOO_LONG", "the address is longer than this service accepts");
            case 431 -> new Problem(431, "HEADERS_TOO_LARGE", "the headers are larger than this service accepts");
            default ->
                status < 500
                        ? new Problem(status, "REFUSED", "the request was refused")
                        : new Problem(status, "INTERNAL", "an unexpected error; the request was not completed");
        };
    }
}
