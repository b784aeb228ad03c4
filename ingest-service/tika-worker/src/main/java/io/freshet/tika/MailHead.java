package io.freshet.tika;

import io.freshet.tika.wire.WireBlock.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/** Who wrote a mail to whom, when and about what: its first paragraph. */
final class MailHead {

    private static final int MOST_NAMES = 50;
    private static final Map<String, String> LINES = new LinkedHashMap<>();

    static {
        LINES.put("From", Message.MESSAGE_FROM);
        LINES.put("To", Message.MESSAGE_TO);
        LINES.put("Cc", Message.MESSAGE_CC);
        LINES.put("Date", TikaCoreProperties.CREATED.getName());
        LINES.put("Subject", TikaCoreProperties.TITLE.getName());
    }

    private final Metadata metadata;
    private final BlockSink sink;
    private boolean written;

    MailHead(Metadata metadata, BlockSink sink) {
        this.metadata = metadata;
        this.sink = sink;
    }

    /** Writes it once; to be called when the parser has passed the headers. */
    void write() {
        if (written) {
            return;
        }
        written = true;
        StringBuilder head = new StringBuilder();
        LINES.forEach((label, key) -> {
            String value = String.join(
                    ", ",
                    Arrays.stream(metadata.getValues(key)).limit(MOST_NAMES).toList());
            if (!value.isBlank()) {
                head.append(label).append(": ").append(value.strip()).append(CleanText.BREAK);
            }
        });
        sink.block(Kind.PARAGRAPH, 0, 0, head);
    }
}
