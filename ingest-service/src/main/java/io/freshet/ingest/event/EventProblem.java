package io.freshet.ingest.event;

/**
 * One thing that is wrong with what was sent.
 *
 * @param pointer JSON pointer (RFC 6901) to the place, from the root of what was sent
 * @param detail what is said of the place; a sentence without its subject, which never quotes content
 */
public record EventProblem(Kind kind, String pointer, String detail) {

    /** What follows from a problem. */
    public enum Kind {
        /** It is not JSON. */
        SYNTAX,
        /** It breaks the contract. */
        CONTRACT,
        /** It is for another tenant than the caller's. */
        TENANT,
        /** There is too much of it. */
        SIZE
    }

    static EventProblem contract(String pointer, String detail) {
        return new EventProblem(Kind.CONTRACT, pointer, detail);
    }

    /** The whole sentence, with the place's own name as its subject. */
    public String sentence() {
        return subject() + " " + detail;
    }

    private String subject() {
        if (pointer.isEmpty()) {
            return "the body";
        }
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        if (!name.chars().allMatch(Character::isDigit)) {
            return name.replace("~1", "/").replace("~0", "~");
        }
        String list = pointer.substring(pointer.lastIndexOf('/', last - 1) + 1, Math.max(last, 0));
        return last == 0 ? "event " + name : list + "[" + name + "]";
    }

    /** The same problem of something that lies deeper. */
    EventProblem below(String parent) {
        return new EventProblem(kind, parent + pointer, detail);
    }
}
