package io.freshet.records.serde;

import io.freshet.records.DocumentEvent;
import io.freshet.records.Samples;
import org.apache.kafka.common.serialization.Deserializer;

/** A deserializer that is not ours: it always reads the same event. */
public final class ForeignDeserializer implements Deserializer<Object> {

    @Override
    public Object deserialize(String topic, byte[] payload) {
        return DocumentEvent.newBuilder(Samples.event()).setTenant("foreign").build();
    }
}
