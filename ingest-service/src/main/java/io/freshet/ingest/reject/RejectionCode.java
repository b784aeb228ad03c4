package io.freshet.ingest.reject;

import io.freshet.tika.wire.FailureCode;

/** Why a document has no text. The set is closed; each code tells the sender what can be done. */
public enum RejectionCode {
    EMPTY("send the file's bytes"),
    CORRUPT("send the file again; it is truncated, damaged, or binary under a text file's name"),
    ENCRYPTED("send it without password or rights management"),
    UNSUPPORTED("send another format; sound, video and programs are not read, archives only where switched on"),
    SUSPECT_CONTENT("look at the file: it is a page or a message, such as a log-in page, under a document's name"),
    RESTRICTED("send it without the ban on taking its text, or have the operator lift the rule"),
    BOMB("nothing: it unpacks to more than a hundred times its size"),
    TOO_NESTED("flatten it: its tables, lists or parts lie inside each other a hundred deep"),
    TEXT_TOO_LARGE("send the document in parts"),
    NO_TEXT("send a rendered version; a page that scripts would have to make has none"),
    NEEDS_OCR("send a version with text, or have the operator switch on text recognition"),
    TIMEOUT("send it in parts, or have the operator raise the time limit"),
    OUT_OF_MEMORY("tell the operator; it was tried twice if there was time, the second time in a fresh process"),
    CRASHED("tell the operator; it was tried twice if there was time, the second time in a fresh process"),
    TOO_LARGE("send a smaller file, or have the operator raise the limit"),
    CONTENT_NOT_FOUND("put the file where contentUri points, and publish the event again"),
    CONTENT_FORBIDDEN("use an address that the operator has allowed"),
    CONTENT_UNAVAILABLE("replay the dead letter once the place that contentUri points to answers again"),
    BAD_RECORD("publish in the contract's format"),
    BAD_EVENT("correct the event; the message says where it breaks the contract"),
    BAD_TENANT("use a tenant of the form [a-z0-9-]{1,63}"),
    BAD_DOCUMENT_ID("use an id of at most 512 bytes of UTF-8"),
    INTERNAL("report it: the service failed on the event");

    private final String advice;

    RejectionCode(String advice) {
        this.advice = advice;
    }

    /** What the sender can do. */
    public String advice() {
        return advice;
    }

    /** The code under which a worker's verdict is published; the names are the same. */
    public static RejectionCode of(FailureCode code) {
        return valueOf(code.name());
    }
}
