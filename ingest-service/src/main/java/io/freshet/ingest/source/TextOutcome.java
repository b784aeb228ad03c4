package io.freshet.ingest.source;

import io.freshet.ingest.content.FileContent;
import io.freshet.ingest.extract.Extraction.Extracted;
import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import io.freshet.records.Metadata;
import io.freshet.records.Text;
import io.freshet.records.Upsert;
import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.WireBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what a file contains together with what its source says about it; the source outranks the file. */
final class TextOutcome {

    private static final int LONGEST_TITLE = 300;
    private static final String AUTHOR = "author";
    private static final String CREATED = "created";

    private TextOutcome() {}

    static Text of(Upsert upsert, FileContent content, Extracted extracted) {
        FileFacts facts = extracted.facts();
        Metadata given = upsert.getMetadata();
        String language = given.getLanguage() == null ? facts.language() : given.getLanguage();
        Float confidence = given.getLanguage() == null ? facts.languageConfidence() : null;
        Metadata metadata = Metadata.newBuilder(given)
                .setAttributes(attributes(given, facts))
                .setTitle(title(upsert, extracted))
                .setLanguage(language)
                .setModifiedAt(
                        given.getModifiedAt() == null ? FileDate.instant(facts.modified()) : given.getModifiedAt())
                .build();
        return Text.newBuilder()
                .setBlocks(extracted.blocks().stream().map(TextOutcome::block).toList())
                .setMediaType(facts.mediaType())
                .setLanguage(language)
                .setLanguageConfidence(confidence)
                .setPageCount(facts.pages() > 0 ? facts.pages() : null)
                .setMetadata(metadata)
                .setContentHash(sha256(content))
                .setWarnings(
                        extracted.warnings().stream().map(Enum::name).sorted().toList())
                .build();
    }

    /** The attributes given, and the author and the date of creation where the source names none. */
    private static Map<String, String> attributes(Metadata given, FileFacts facts) {
        Map<String, String> attributes = new HashMap<>(given.getAttributes());
        String author = facts.author();
        if (author != null) {
            attributes.putIfAbsent(AUTHOR, shortened(author));
        }
        Instant created = FileDate.instant(facts.created());
        if (created != null) {
            attributes.putIfAbsent(CREATED, created.toString());
        }
        return attributes;
    }

    private static Block block(WireBlock block) {
        return Block.newBuilder()
                .setKind(BlockKind.valueOf(block.kind().name()))
                .setLevel(block.level())
                .setText(block.text())
                .setPage(block.page() > 0 ? block.page() : null)
                .build();
    }

    /** The title given, else the file's own, else its first heading, else its name. */
    private static @Nullable String title(Upsert upsert, Extracted extracted) {
        String given = upsert.getMetadata().getTitle();
        if (given != null) {
            return given;
        }
        String own = extracted.facts().title();
        if (own != null) {
            return shortened(own);
        }
        String heading = firstHeading(extracted.blocks());
        return heading == null ? upsert.getFileName() : shortened(heading);
    }

    private static @Nullable String firstHeading(List<WireBlock> blocks) {
        return blocks.stream()
                .filter(block -> block.kind() == WireBlock.Kind.HEADING)
                .map(WireBlock::text)
                .findFirst()
                .orElse(null);
    }

    private static String shortened(String title) {
        return Cut.to(LONGEST_TITLE, title);
    }

    private static String sha256(FileContent content) {
        try {
            return content.sha256();
        } catch (IOException e) {
            throw new UncheckedIOException("a copy on this machine cannot be read", e);
        }
    }
}
