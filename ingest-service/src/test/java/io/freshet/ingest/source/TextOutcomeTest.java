package io.freshet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.ingest.content.InlineContent;
import io.freshet.ingest.extract.Extraction.Extracted;
import io.freshet.records.Metadata;
import io.freshet.records.Text;
import io.freshet.records.Upsert;
import io.freshet.tika.wire.FileFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TextOutcomeTest {

    private static final FileFacts FACTS = new FileFacts(
            "text/plain", "Own title", "de", 0.9f, "A. Alder; B. Birch", "2025-01-02T03:04:05", "2026-01-02", 3);

    private static Text outcome(Metadata given) {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1});
        Upsert upsert = Upsert.newBuilder().setContent(bytes).setMetadata(given).build();
        return TextOutcome.of(upsert, new InlineContent(bytes), new Extracted(FACTS, List.of(), Set.of()));
    }

    @Test
    void whatTheSourceLeavesOutIsTakenFromTheFile() {
        Text text = outcome(Metadata.newBuilder().build());

        assertThat(text.getLanguage()).isEqualTo("de");
        assertThat(text.getLanguageConfidence()).isEqualTo(0.9f);
        assertThat(text.getMetadata().getAttributes())
                .isEqualTo(Map.of("author", "A. Alder; B. Birch", "created", "2025-01-02T03:04:05Z"));
        assertThat(text.getMetadata().getModifiedAt()).isEqualTo("2026-01-02T00:00:00Z");
    }

    @Test
    void whatTheSourceSaysOutranksTheFile() {
        Text text = outcome(Metadata.newBuilder()
                .setLanguage("en")
                .setAttributes(Map.of("author", "Editorial office", "created", "yesterday"))
                .build());

        assertThat(text.getLanguage()).isEqualTo("en");
        assertThat(text.getLanguageConfidence()).isNull();
        assertThat(text.getMetadata().getAttributes())
                .isEqualTo(Map.of("author", "Editorial office", "created", "yesterday"));
    }
}
