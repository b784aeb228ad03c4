package io.freshet.ingest.http;

import io.freshet.records.TraceContext;
import io.javalin.http.Context;

/** The trace that a request belongs to. */
public final class RequestTrace {

    private RequestTrace() {}

    /** Takes what the request's headers say; a malformed trace is none. */
    public static TraceContext of(Context request) {
        return TraceContext.of(request.header("traceparent"), request.header("tracestate"));
    }
}
