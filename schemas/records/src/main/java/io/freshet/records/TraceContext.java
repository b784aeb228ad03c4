package io.freshet.records;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where a change belongs in its sender's trace (W3C Trace Context), carried from record to record in their headers.
 *
 * @param traceparent as the sender gave it, or null when it gave none or a malformed one
 * @param tracestate as the sender gave it; never there without a traceparent
 */
public record TraceContext(
        @Nullable String traceparent, @Nullable String tracestate) {

    /** No trace. */
    public static final TraceContext NONE = new TraceContext(null, null);

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final Pattern WELL_FORMED = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}.*");
    /** What version 00 says takes 55; later versions may say more. */
    private static final int LONGEST_PARENT = 256;

    private static final int LONGEST_STATE = 512;

    /** Takes what a sender gave; a malformed context is no context, and one that is too long is none either. */
    public static TraceContext of(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null
                || traceparent.length() > LONGEST_PARENT
                || !WELL_FORMED.matcher(traceparent).matches()) {
            return NONE;
        }
        boolean usable = tracestate != null && tracestate.length() <= LONGEST_STATE;
        return new TraceContext(traceparent, usable ? tracestate : null);
    }

    /** Takes what the headers of a record say. */
    public static TraceContext in(Headers headers) {
        return of(text(headers.lastHeader(PARENT)), text(headers.lastHeader(STATE)));
    }

    /** Puts the context on a record about to be sent. */
    public void addTo(Headers headers) {
        if (traceparent != null) {
            headers.add(PARENT, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        if (tracestate != null) {
            headers.add(STATE, tracestate.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The id of the trace, for logs. */
    public @Nullable String traceId() {
        return traceparent == null ? null : traceparent.substring(3, 35);
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
