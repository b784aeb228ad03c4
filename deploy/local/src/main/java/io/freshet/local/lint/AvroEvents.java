package io.freshet.local.lint;

import io.freshet.ingest.event.EventProblem;
import io.freshet.ingest.event.EventRules;
import io.freshet.records.DocumentEvent;
import io.freshet.records.DocumentKey;
import io.freshet.records.InvalidKeyException;
import io.freshet.records.TrustedRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/** Reads events from Avro: an object container file, or one record as it stands in Kafka. */
final class AvroEvents {

    private static final byte[] CONTAINER = {'O', 'b', 'j', 1};
    private static final int FRAME = 5;

    private final String file;
    private final @Nullable String tenant;
    private final List<PlacedEvent> events = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private AvroEvents(String file, @Nullable String tenant) {
        this.file = file;
        this.tenant = tenant;
    }

    static boolean isContainer(byte[] bytes) {
        return bytes.length >= CONTAINER.length
                && Arrays.equals(bytes, 0, CONTAINER.length, CONTAINER, 0, CONTAINER.length);
    }

    /** A magic zero and the number of a schema, which only the registry could tell: the newest is assumed. */
    static boolean isFramed(byte[] bytes) {
        return bytes.length > FRAME && bytes[0] == 0;
    }

    static EventFile read(String file, byte[] bytes, @Nullable String tenant) {
        TrustedRecords.trust();
        AvroEvents reading = new AvroEvents(file, tenant);
        if (isContainer(bytes)) {
            reading.container(bytes);
        } else {
            reading.framed(bytes);
        }
        return new EventFile(reading.events, reading.findings);
    }

    private void container(byte[] bytes) {
        int number = 0;
        try (DataFileReader<DocumentEvent> records = new DataFileReader<>(
                new SeekableByteArrayInput(bytes), new SpecificDatumReader<>(DocumentEvent.class))) {
            while (records.hasNext()) {
                number++;
                add(number, records.next());
            }
        } catch (IOException | AvroRuntimeException e) {
            unreadable(number + 1, "cannot be read as a DocumentEvent");
        }
    }

    private void framed(byte[] bytes) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, FRAME, bytes.length - FRAME, null);
        try {
            DocumentEvent event = new SpecificDatumReader<>(DocumentEvent.class).read(null, decoder);
            if (!decoder.isEnd()) {
                unreadable(1, "has bytes behind its DocumentEvent");
            }
            add(1, event);
        } catch (IOException | RuntimeException e) {
            // Avro meets arbitrary bytes with arbitrary exceptions.
            unreadable(1, "cannot be read as a DocumentEvent of the newest schema");
        }
    }

    private void unreadable(int number, String why) {
        findings.add(new Place(file, null, number, "", false).error("", "the record " + why));
    }

    private void add(int number, DocumentEvent event) {
        Place place = new Place(file, null, number, "", false);
        try {
            new DocumentKey(event.getTenant(), event.getDocumentId());
        } catch (InvalidKeyException e) {
            boolean ofTenant = e.code() == InvalidKeyException.Code.BAD_TENANT;
            findings.add(place.error(ofTenant ? "/tenant" : "/documentId", String.valueOf(e.getMessage())));
        }
        if (tenant != null && !tenant.equals(event.getTenant())) {
            findings.add(place.error("/tenant", "tenant is not the one expected, which is " + tenant));
        }
        for (EventProblem problem : EventRules.problems(event)) {
            findings.add(place.error(problem.pointer(), problem.sentence()));
        }
        events.add(new PlacedEvent(
                place,
                event.getTenant(),
                event.getDocumentId(),
                event.getVersion(),
                event.getEventId(),
                event.getOccurredAt(),
                event.getChange()));
    }
}
