package io.freshet.ingest.event;

/** JSON pointers (RFC 6901). */
final class Pointer {

    private Pointer() {}

    static String of(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static String of(String name, int index) {
        return of(name) + "/" + index;
    }

    static String of(String name, String key) {
        return of(name) + of(key);
    }
}
