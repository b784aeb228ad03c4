package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.metadata.TikaCoreProperties.EmbeddedResourceType;
import org.apache.tika.mime.MediaType;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads the files within a file as parts of its text, each like a file of its own. What is wrong with one of them costs a
 * warning, never the host; only what would bring the process down goes on.
 */
final class FilesWithin implements EmbeddedDocumentExtractor {

    /** Kinds of files that are not for readers, or that show what the text already says. */
    private static final Set<String> NOT_FOR_READERS = Set.of(
            EmbeddedResourceType.MACRO.toString(),
            EmbeddedResourceType.METADATA.toString(),
            EmbeddedResourceType.FONT.toString(),
            EmbeddedResourceType.THUMBNAIL.toString(),
            EmbeddedResourceType.RENDERING.toString(),
            EmbeddedResourceType.VERSION.toString());

    private static final Set<FailureCode> NOTHING_LOST = Set.of(FailureCode.EMPTY);
    private static final Set<FailureCode> LEFT_OUT =
            Set.of(FailureCode.UNSUPPORTED, FailureCode.NEEDS_OCR, FailureCode.NO_TEXT);

    private final Reading host;
    private final XhtmlBlocks hostText;
    private final FormatReaders readers;
    private final MailHead head;

    FilesWithin(Reading host, XhtmlBlocks hostText, FormatReaders readers) {
        this.host = host;
        this.hostText = hostText;
        this.readers = readers;
        this.head = new MailHead(host.metadata(), host.sink());
    }

    /** Writes what belongs to the host itself and may not have been asked for yet. */
    void finish() {
        if (isMail()) {
            head.write();
        }
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        if (host.budget().exceeded() || host.nest().guard().exceeded() || isNotForReaders(metadata)) {
            return false;
        }
        return isOwnText(metadata) || isUnwrapping() || mayRead();
    }

    private boolean mayRead() {
        if (!host.nest().mayGoDeeper()) {
            host.warnings().add(Warning.EMBEDDED_SKIPPED);
            return false;
        }
        if (!host.nest().takeOne()) {
            host.warnings().add(Warning.EMBEDDED_LIMIT);
            return false;
        }
        return true;
    }

    private boolean isNotForReaders(Metadata metadata) {
        String kind = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
        if (kind == null) {
            return false;
        }
        boolean inline = kind.equals(EmbeddedResourceType.INLINE.toString());
        return NOT_FOR_READERS.contains(kind) || (inline && !(isMail() && isOfDocument(metadata)));
    }

    /** Some mail programs declare every attachment to be inline. */
    private static boolean isOfDocument(Metadata metadata) {
        String type = metadata.get(HttpHeaders.CONTENT_TYPE);
        return type != null && !type.startsWith("image/");
    }

    /** A mail's own words, or a piece of another format within a Word document: text of the host, not an attachment. */
    private boolean isOwnText(Metadata metadata) {
        String kind = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
        if (EmbeddedResourceType.ALTERNATE_FORMAT_CHUNK.toString().equals(kind)) {
            return true;
        }
        String type = metadata.get(HttpHeaders.CONTENT_TYPE);
        String disposition = metadata.get(HttpHeaders.CONTENT_DISPOSITION);
        return isMail()
                && type != null
                && type.startsWith("text/")
                && metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY) == null
                && (disposition == null || disposition.startsWith("inline"));
    }

    private boolean isMail() {
        return host.mediaType().equals("message/rfc822");
    }

    private boolean isUnwrapping() {
        return Archives.isCompression(host.mediaType()) && !host.nest().wrapped();
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
            throws SAXException, IOException {
        hostText.finish();
        if (isMail()) {
            head.write();
        }
        try (TemporaryResources temporary = new TemporaryResources()) {
            TikaInputStream file = TikaInputStream.get(host.nest().guard().watch(stream), temporary, metadata);
            if (stream instanceof TikaInputStream parsed && parsed.getOpenContainer() != null) {
                file.setOpenContainer(parsed.getOpenContainer());
            }
            read(file, metadata);
        } catch (WriteLimitReachedException e) {
            throw e;
        } catch (Exception e) {
            warn(e);
        }
        if (host.budget().exceeded()) {
            throw new WriteLimitReachedException(host.budget().most());
        }
    }

    private void read(TikaInputStream file, Metadata metadata) throws Exception {
        boolean own = isOwnText(metadata);
        metadata.remove(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE.getName());
        MediaType type = type(file, metadata, own);
        Reading reading = new Reading(file, metadata, type, output(metadata, own), nest(own));
        try {
            readers.read(reading);
        } finally {
            host.warnings().addAll(reading.warnings());
        }
        if (reading.output().isEmpty() && !own && !reading.budget().exceeded()) {
            host.warnings().add(Warning.EMBEDDED_SKIPPED);
        }
    }

    /** Of a mail's own words the type is known; those that begin with the lines of a mail would be taken for one. */
    private MediaType type(TikaInputStream file, Metadata metadata, boolean own) throws IOException {
        MediaType declared = own ? MediaType.parse(metadata.get(HttpHeaders.CONTENT_TYPE)) : null;
        return declared == null ? readers.detect(file, metadata) : declared;
    }

    private CountedBlocks output(Metadata metadata, boolean own) {
        if (own || isUnwrapping()) {
            return new CountedBlocks(host.output());
        }
        String name = AttachmentName.of(metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY));
        return new CountedBlocks(new AttachmentBlocks(name, host.output()));
    }

    private Nest nest(boolean own) {
        if (own) {
            return host.nest();
        }
        return isUnwrapping() ? host.nest().unwrapped() : host.nest().deeper();
    }

    private void warn(Exception e) {
        FailureCode code = Verdict.on(e).code();
        if (LEFT_OUT.contains(code)) {
            host.warnings().add(Warning.EMBEDDED_SKIPPED);
        } else if (!NOTHING_LOST.contains(code)) {
            host.warnings().add(Warning.PARTIAL);
        }
    }
}
