package io.freshet.ingest.publish;

import io.freshet.records.DocumentEvent;
import io.freshet.records.TraceContext;

/** An event on its way into the stream, with the trace that its sender put it in. */
public record Outgoing(DocumentEvent event, TraceContext trace) {}
