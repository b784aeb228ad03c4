package io.freshet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.records.BlockKind;
import io.freshet.records.Text;
import org.junit.jupiter.api.Test;

final class BuildersTest {

    @Test
    void buildersCompleteWhatATestDoesNotSay() {
        assertThat(Chunks.chunk("doc").build()).isEqualTo(Chunks.chunk("doc").build());
        assertThat(Chunks.chunk("doc").text("other").build().id())
                .isNotEqualTo(Chunks.chunk("doc").build().id());
        assertThat(Heads.head("doc").build().shows(Chunks.chunk("doc").build())).isTrue();
        assertThat(Events.upsert("doc", "text").version(3).build().getVersion()).isEqualTo(3);
        assertThat(Events.delete("doc").build().getTenant()).isEqualTo("acme");
    }

    @Test
    void extractedTextHasItsBlocksInOrder() {
        Text text =
                (Text) Extracted.text("doc", Blocks.heading(1, "Title"), Blocks.onPage(2, Blocks.paragraph("Words.")))
                        .offset(7)
                        .build()
                        .getOutcome();

        assertThat(text.getBlocks())
                .extracting(block -> block.getKind())
                .containsExactly(BlockKind.HEADING, BlockKind.PARAGRAPH);
        assertThat(text.getBlocks().get(1).getPage()).isEqualTo(2);
        assertThat(Extracted.deleted("doc").offset(7).build().getOrigin().getEventId())
                .isEqualTo("event-doc-7");
    }
}
