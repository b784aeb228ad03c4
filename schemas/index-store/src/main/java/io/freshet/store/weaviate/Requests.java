package io.freshet.store.weaviate;

import java.util.ArrayList;
import java.util.List;

/** Cuts what is to be written into requests, by rows and by bytes. A row that is larger by itself goes alone. */
final class Requests {
    private Requests() {}

    static List<List<Item>> of(List<Item> items, int maxRows, long maxBytes) {
        List<List<Item>> requests = new ArrayList<>();
        List<Item> request = new ArrayList<>();
        long bytes = 0;
        for (Item item : items) {
            if (!request.isEmpty() && (request.size() == maxRows || bytes + item.bytes() > maxBytes)) {
                requests.add(request);
                request = new ArrayList<>();
                bytes = 0;
            }
            request.add(item);
            bytes += item.bytes();
        }
        if (!request.isEmpty()) {
            requests.add(request);
        }
        return requests;
    }
}
