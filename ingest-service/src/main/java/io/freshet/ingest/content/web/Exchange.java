package io.freshet.ingest.content.web;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** A request and its response, over a connection of their own. */
record Exchange(HttpGet request, ClassicHttpResponse response) implements AutoCloseable {

    int status() {
        return response.getCode();
    }

    /** Ends the connection first: closing a response that is not read to its end would read it, endless or not. */
    @Override
    public void close() throws IOException {
        request.cancel();
        response.close();
    }
}
