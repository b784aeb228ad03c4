package io.freshet.tika;

import java.io.InputStream;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.ContentHandler;

/** Leaves files inside files alone, and remembers that there were some. Pictures within a text do not count. */
final class SkippedAttachments implements EmbeddedDocumentExtractor {

    private boolean any;

    boolean any() {
        return any;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        String inline = TikaCoreProperties.EmbeddedResourceType.INLINE.toString();
        any |= !inline.equals(metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE));
        return false;
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {
        // Some parsers call without asking first.
        any = true;
    }
}
