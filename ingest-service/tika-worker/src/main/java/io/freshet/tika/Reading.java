package io.freshet.tika;

import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.xml.sax.SAXException;

/** The reading of one file: what a reader needs, and what it finds out. */
final class Reading {

    private final TikaInputStream stream;
    private final Metadata metadata;
    private final MediaType type;
    private final CountedBlocks output;
    private final BlockSink sink;
    private final Nest nest;
    private final Set<Warning> warnings = EnumSet.noneOf(Warning.class);
    private FileFacts facts;

    Reading(TikaInputStream stream, Metadata metadata, MediaType type, CountedBlocks output, Nest nest) {
        this.stream = stream;
        this.metadata = metadata;
        this.type = type;
        this.output = output;
        this.sink = new BlockSink(output, nest.budget(), nest.limits().maxBlockChars());
        this.nest = nest;
        this.facts = FileFacts.ofType(mediaType());
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

    /** As it was found, with parameters: some parsers are there for one version of a format only. */
    MediaType type() {
        return type;
    }

    /** As it is told. */
    String mediaType() {
        return type.getBaseType().toString();
    }

    /** Where the blocks of this file go, and those of the files within it. */
    CountedBlocks output() {
        return output;
    }

    BlockSink sink() {
        return sink;
    }

    TextBudget budget() {
        return nest.budget();
    }

    Nest nest() {
        return nest;
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
}
