package io.freshet.embedding;

/** Models are trained to see questions and passages differently, so the caller says which it has. */
public enum TextKind {
    QUERY,
    PASSAGE
}
