package io.freshet.index.topology;

import io.freshet.records.DeadLetter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What leaves the topology. */
sealed interface Emission {

    /** A change of the index; without a value it removes. */
    record Change(String key, @Nullable SpecificRecord value) implements Emission {}

    /** An event that was given up. */
    record Dead(DeadLetter letter) implements Emission {}
}
