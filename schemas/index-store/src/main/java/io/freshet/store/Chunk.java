package io.freshet.store;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chunk as it is stored, without its vector.
 *
 * @param order sorts the chunks of one document, compared as ASCII text
 * @param parent the first chunk of the passage that it is a part of: such chunks are matched one by one and shown together;
 *     null for a chunk that is shown as it is
 * @param since the document sequence that introduced it: invisible until the head has reached it
 */
public record Chunk(
        UUID id,
        String documentId,
        String text,
        List<String> headingPath,
        @Nullable Integer page,
        String order,
        @Nullable UUID parent,
        Metadata metadata,
        long since) {

    public Chunk {
        headingPath = List.copyOf(headingPath);
    }

    /** Title and headings in front of the text: what is embedded and what keywords are matched against. */
    public String textInContext() {
        StringBuilder context = new StringBuilder();
        if (metadata.title() != null) {
            context.append(metadata.title()).append('\n');
        }
        if (!headingPath.isEmpty()) {
            context.append(String.join(" > ", headingPath)).append('\n');
        }
        return context.append(text).toString();
    }
}
