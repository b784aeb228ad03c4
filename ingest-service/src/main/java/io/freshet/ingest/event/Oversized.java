package io.freshet.ingest.event;

/** What is said about too much. */
final class Oversized {

    private Oversized() {}

    static EventProblem content(String pointer, long size, long largest) {
        return new EventProblem(
                EventProblem.Kind.SIZE,
                pointer,
                "is a file of " + size + " bytes, an event takes " + largest
                        + "; PUT the file to /v1/documents/{documentId}, or store it and send its contentUri");
    }

    static EventProblem events(int count, int most) {
        return new EventProblem(EventProblem.Kind.SIZE, "", "has " + count + " events, a request takes " + most);
    }

    static EventProblem values(String pointer, int most) {
        return new EventProblem(
                EventProblem.Kind.SIZE,
                pointer,
                "has more than " + most + " names, values and brackets; send fewer events in a request");
    }
}
