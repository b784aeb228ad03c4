package io.freshet.testkit;

/** The store that a test is about: one adapter's, on an index that held nothing when the test began. */
interface StoreUnderTest {

    /** As it is open now. */
    OpenStore open();

    /** Closes it and opens the same index again. */
    void reopen() throws Exception;
}
