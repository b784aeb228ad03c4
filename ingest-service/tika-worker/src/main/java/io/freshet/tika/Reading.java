package io.freshet.tika;

import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** The reading of one file: what a reader needs, and what it finds out. */
final class Reading {

    private final TikaInputStream stream;
    private final Metadata metadata;
    private final String mediaType;
    private final BlockSink sink;
    private final TextBudget budget;
    private final Set<Warning> warnings = EnumSet.noneOf(Warning.class);
    private FileFacts facts;

    Reading(TikaInputStream stream, Metadata metadata, String mediaType, BlockSink sink, TextBudget budget) {
        this.stream = stream;
        this.metadata = metadata;
        this.mediaType = mediaType;
        this.sink = sink;
        this.budget = budget;
        this.facts = FileFacts.ofType(mediaType);
    }

    /** A way to read files of some types. */
    interface Reader {
        void read(Reading reading) throws IOException, SAXException, TikaException, FailureException;
    }

    TikaInputStream stream() {
        return stream;
    }

    Metadata metadata() {
        return metadata;
    }

    String mediaType() {
        return mediaType;
    }

    BlockSink sink() {
        return sink;
    }

    TextBudget budget() {
        return budget;
    }

    Set<Warning> warnings() {
        return warnings;
    }

    FileFacts facts() {
        return facts;
    }

    void facts(FileFacts found) {
        this.facts = found;
    }

    void title(@Nullable String title) {
        this.facts = new FileFacts(mediaType, title, null, null, null, 0);
    }
}
