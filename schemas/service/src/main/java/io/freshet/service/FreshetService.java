package io.freshet.service;

/** A service that can be run: started once, closed once. */
public interface FreshetService extends AutoCloseable {

    /** Starts everything; when it throws, the caller closes what was opened. */
    void start() throws Exception;

    @Override
    void close();
}
