package io.freshet.ingest.event;

/** The forms in which events can be written down. */
public enum EventForm {
    /** One event as a JSON object, or several as an array. */
    JSON,
    /** A JSON object on each line. */
    JSON_LINES,
    /** A CloudEvent in JSON. */
    CLOUD_EVENT,
    /** An array of CloudEvents in JSON. */
    CLOUD_EVENTS
}
