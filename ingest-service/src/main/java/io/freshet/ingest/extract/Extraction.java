package io.freshet.ingest.extract;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.Warning;
import io.freshet.tika.wire.WireBlock;
import java.util.List;
import java.util.Set;

/** What became of a file. */
public sealed interface Extraction {

    /** It has text. */
    record Extracted(FileFacts facts, List<WireBlock> blocks, Set<Warning> warnings) implements Extraction {
        public Extracted {
            blocks = List.copyOf(blocks);
            warnings = Set.copyOf(warnings);
        }
    }

    /** It has none, and trying again would not help. */
    record Unreadable(FailureCode code, String detail, int attempts) implements Extraction {}
}
