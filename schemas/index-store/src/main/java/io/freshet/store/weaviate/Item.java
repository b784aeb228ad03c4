package io.freshet.store.weaviate;

import io.freshet.store.Outcome;
import io.weaviate.client6.v1.api.collections.WeaviateObject;
import java.util.Map;

/** An object on its way into a collection, and what became of it. */
final class Item {
    /** What a message says of an object besides its properties: ids, names, lengths. */
    private static final int FRAME_BYTES = 200;

    private final WeaviateObject<Map<String, Object>> object;
    private final int bytes;
    private Outcome outcome = new Outcome.Unavailable("not tried yet");

    Item(WeaviateObject<Map<String, Object>> object, int bytes) {
        this.object = object;
        this.bytes = FRAME_BYTES + bytes;
    }

    WeaviateObject<Map<String, Object>> object() {
        return object;
    }

    String id() {
        return object.uuid();
    }

    /** At most this many on the wire, nearly. */
    int bytes() {
        return bytes;
    }

    Outcome outcome() {
        return outcome;
    }

    void settle(Outcome settled) {
        outcome = settled;
    }

    boolean isAccepted() {
        return outcome instanceof Outcome.Accepted;
    }
}
