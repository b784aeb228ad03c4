package io.freshet.index.generation;

import io.freshet.store.Generation;
import java.util.List;

/** Tells how far the stages of a generation have read. */
@FunctionalInterface
public interface Lags {

    /**
     * What a stage has to read.
     *
     * @param records how many there are, as the log counts
     * @param lag how many of them are not done
     */
    record StageLag(String stage, long records, long lag) {
        /** How much of it is done, from 0 to 100. */
        public int percent() {
            return records == 0 ? 100 : (int) (100 * (records - lag) / records);
        }
    }

    /** Of each stage of the generation, in the order of the stream. */
    List<StageLag> of(Generation generation) throws InterruptedException;
}
