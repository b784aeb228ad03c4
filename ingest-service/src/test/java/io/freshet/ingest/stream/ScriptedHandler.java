package io.freshet.ingest.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles records by noting them as "key@offset"; a record's value names its lane. What else happens, the test says. */
final class ScriptedHandler implements RecordHandler {

    /** Something that happens while a record is being handled. */
    interface Event {
        void happen() throws HeldException, InterruptedException;
    }

    final List<String> handled = new ArrayList<>();
    final List<String> givenUp = new ArrayList<>();
    final List<Integer> attempts = new ArrayList<>();
    private final Map<String, Event> events = new HashMap<>();

    static String name(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8) + "@" + record.offset();
    }

    void during(String record, Event event) {
        events.put(record, event);
    }

    /** Holds a record until {@link #free}. */
    void hold(String record) {
        during(record, () -> {
            throw new HeldException(new IllegalStateException("away"));
        });
    }

    void free(String record) {
        events.remove(record);
    }

    @Override
    public Lane lane(ConsumerRecord<byte[], byte[]> record) {
        String value = new String(record.value(), StandardCharsets.UTF_8).strip();
        return Lane.valueOf(value.toUpperCase(Locale.ROOT));
    }

    @Override
    public void handle(Delivery delivery) throws InterruptedException, HeldException {
        String name = name(delivery.record());
        attempts.add(delivery.attempt());
        Event event = events.get(name);
        if (event != null) {
            event.happen();
        }
        delivery.fence().pass(() -> handled.add(name));
    }

    @Override
    public void giveUp(Delivery delivery, Throwable cause) throws InterruptedException {
        delivery.fence().pass(() -> givenUp.add(name(delivery.record()) + " " + cause.getMessage()));
    }
}
