package io.freshet.ingest.content;

/** There are more bytes than may be kept. */
public final class ContentTooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    public ContentTooLargeException(long limit) {
        super("more than " + limit + " bytes");
    }
}
