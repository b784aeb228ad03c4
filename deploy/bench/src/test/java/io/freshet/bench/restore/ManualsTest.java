package io.freshet.bench.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.Block;
import io.freshet.records.ExtractedDocument;
import io.freshet.records.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualsTest {
    private static final int PARTITIONS = 2;

    @Test
    void thereIsADocumentToEditInEveryPartitionAndItsEditChangesOneParagraph() {
        Manuals manuals = new Manuals(PARTITIONS, 3);
        ExtractedDocument first = manuals.next();
        while (!manuals.areInEveryPartition()) {
            manuals.next();
        }
        int partition = first.getOrigin().getPartition();

        ExtractedDocument edited = manuals.edited(partition);

        assertThat(edited.getDocumentId()).isEqualTo(first.getDocumentId());
        assertThat(edited.getOrigin().getOffset())
                .isGreaterThan(first.getOrigin().getOffset());
        assertThat(blocks(edited))
                .hasSize(3)
                .endsWith(blocks(first).get(1), blocks(first).get(2));
        assertThat(blocks(edited).get(0)).isNotEqualTo(blocks(first).get(0));
    }

    private static List<Block> blocks(ExtractedDocument document) {
        return ((Text) document.getOutcome()).getBlocks();
    }
}
