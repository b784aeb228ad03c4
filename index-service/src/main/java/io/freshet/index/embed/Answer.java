package io.freshet.index.embed;

/** What became of a text. */
public sealed interface Answer {
    /** The text it is about. */
    Asked asked();

    /** It was embedded. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Vector(Asked asked, float[] vector) implements Answer {}

    /** It will never be embedded. */
    record Refused(Asked asked, Exception reason) implements Answer {}
}
