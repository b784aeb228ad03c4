package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.config.ServiceLoader;
import org.apache.tika.detect.Detector;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.PagedText;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.DefaultParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.code.SourceCodeParser;
import org.apache.tika.parser.external.CompositeExternalParser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.IdentityHtmlMapper;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Every format that needs Tika. */
final class TikaReader implements Reading.Reader {

    /** Merely finding their programs on the path would make these parsers start them. */
    private static final Collection<Class<? extends Parser>> EXCLUDED =
            Arrays.asList(TesseractOCRParser.class, SourceCodeParser.class, CompositeExternalParser.class);

    private static final String SWALLOWED = "X-TIKA:EXCEPTION:";
    private static final double LEAST_ZIP_RATIO = 0.005;

    private final AutoDetectParser parser;
    private final CharsetDetector charsets;

    TikaReader(Detector detector, CharsetDetector charsets) {
        this.charsets = charsets;
        var registry = MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();
        this.parser = new AutoDetectParser(detector, new DefaultParser(registry, new ServiceLoader(), EXCLUDED));
        guardZipFiles();
    }

    /** Tika's parser switches POI's guard off when its class is loaded; so it is loaded first. */
    private static void guardZipFiles() {
        new OOXMLParser();
        ZipSecureFile.setMinInflateRatio(LEAST_ZIP_RATIO);
        ZipSecureFile.setMaxEntrySize(1L << 30);
        ZipSecureFile.setMaxFileCount(20_000);
    }

    @Override
    public void read(Reading reading) throws IOException, SAXException, TikaException, FailureException {
        Metadata metadata = reading.metadata();
        metadata.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, reading.mediaType());
        boolean pdf = reading.mediaType().equals("application/pdf");
        XhtmlBlocks blocks = new XhtmlBlocks(reading.sink(), reading.budget(), pdf);
        SkippedAttachments attachments = new SkippedAttachments();
        try {
            parser.parse(reading.stream(), blocks, metadata, context(attachments));
        } catch (SAXException | TikaException e) {
            if (!WriteLimitReachedException.isWriteLimitReached(e)) {
                throw e;
            }
        } finally {
            blocks.finish();
            reading.facts(facts(reading, blocks.pages()));
        }
        warn(reading, attachments);
    }

    private void warn(Reading reading, SkippedAttachments attachments) throws FailureException {
        String trace = swallowed(reading.metadata());
        FailureCode hidden = trace.isEmpty() ? null : Verdict.onTrace(trace);
        if (hidden == FailureCode.BOMB || (hidden != null && reading.sink().blocks() == 0)) {
            throw new FailureException(hidden, "The parser gave up on the file.");
        }
        if (hidden != null) {
            reading.warnings().add(Warning.PARTIAL);
        }
        if (attachments.any()) {
            reading.warnings().add(Warning.EMBEDDED_SKIPPED);
        }
        if (charsets.guessed()) {
            reading.warnings().add(Warning.CHARSET_GUESSED);
        }
    }

    private static String swallowed(Metadata metadata) {
        return Arrays.stream(metadata.names())
                .filter(name -> name.startsWith(SWALLOWED))
                .flatMap(name -> Arrays.stream(metadata.getValues(name)))
                .collect(Collectors.joining("\n"));
    }

    private ParseContext context(SkippedAttachments attachments) {
        ParseContext context = new ParseContext();
        context.set(Parser.class, parser);
        context.set(EmbeddedDocumentExtractor.class, attachments);
        context.set(EncodingDetector.class, charsets);
        context.set(HtmlMapper.class, IdentityHtmlMapper.INSTANCE);
        OfficeParserConfig office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        office.setIncludeHeadersAndFooters(false);
        office.setIncludeSlideMasterContent(false);
        context.set(OfficeParserConfig.class, office);
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractMarkedContent(false);
        pdf.setExtractBookmarksText(false);
        context.set(PDFParserConfig.class, pdf);
        return context;
    }

    private static FileFacts facts(Reading reading, int pagesSeen) {
        Metadata found = reading.metadata();
        Integer pages = found.getInt(PagedText.N_PAGES);
        String language = first(found.get(TikaCoreProperties.LANGUAGE), found.get("Content-Language"));
        return new FileFacts(
                reading.mediaType(),
                clean(found.get(TikaCoreProperties.TITLE)),
                language == null
                        ? null
                        : language.strip().toLowerCase(Locale.ROOT).replace('_', '-'),
                clean(found.get(TikaCoreProperties.CREATOR)),
                found.get(TikaCoreProperties.MODIFIED),
                pages == null ? pagesSeen : pages);
    }

    private static @Nullable String clean(@Nullable String value) {
        String text = value == null ? "" : CleanText.of(value);
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
