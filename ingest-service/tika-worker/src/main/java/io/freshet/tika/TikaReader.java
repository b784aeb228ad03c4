package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.Limits;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.config.ServiceLoader;
import org.apache.tika.detect.Detector;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.PagedText;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.DefaultParser;
import org.apache.tika.parser.EmptyParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.code.SourceCodeParser;
import org.apache.tika.parser.external.CompositeExternalParser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.IdentityHtmlMapper;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.ooxml.OPCPackageWrapper;
import org.apache.tika.parser.ocr.TesseractOCRConfig;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.apache.tika.parser.pdf.AccessChecker;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig.OCR_STRATEGY;
import org.apache.tika.renderer.CompositeRenderer;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Every format that needs Tika. */
final class TikaReader implements Reading.Reader {

    /** Merely finding their programs on the path would make parsers start them. */
    private static final List<Class<? extends Parser>> ALWAYS_EXCLUDED =
            List.of(SourceCodeParser.class, CompositeExternalParser.class, PDFParser.class);

    private static final String MAIL = "message/rfc822";
    private static final String NO_EXTRACTION = "access_permission:extract_content";

    private static final String WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private static final String SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.";

    private static final int RECOGNITION_SECONDS = 3600;
    private static final String SWALLOWED = "X-TIKA:EXCEPTION:";
    private static final double LEAST_ZIP_RATIO = 0.005;

    private final Detector detector;
    private final CharsetDetector charsets;
    private final FormatReaders readers;
    private final Parser parser;
    private final Set<MediaType> parsed;
    private @Nullable Parser recognising;

    TikaReader(Detector detector, CharsetDetector charsets, FormatReaders readers) {
        this.detector = detector;
        this.charsets = charsets;
        this.readers = readers;
        this.parser = parser(Set.of(TesseractOCRParser.class));
        this.parsed = parser.getSupportedTypes(new ParseContext());
        guardZipFiles();
    }

    private Parser parser(Set<Class<? extends Parser>> alsoExcluded) {
        var registry = MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();
        Set<Class<? extends Parser>> excluded = new HashSet<>(ALWAYS_EXCLUDED);
        excluded.addAll(alsoExcluded);
        StructuredPdfParser pdf = new StructuredPdfParser();
        pdf.setRenderer(new CompositeRenderer(new ServiceLoader()));
        return new AutoDetectParser(detector, new DefaultParser(registry, new ServiceLoader(), excluded), pdf);
    }

    /** Made when first needed, which in most workers is never. */
    private Parser parser(Limits limits) {
        if (limits.ocrLanguages() == null) {
            return parser;
        }
        if (recognising == null) {
            recognising = parser(Set.of());
        }
        return recognising;
    }

    /** Tika's parser switches POI's guard off when its class is loaded; so it is loaded first. */
    private static void guardZipFiles() {
        new OOXMLParser();
        ZipSecureFile.setMinInflateRatio(LEAST_ZIP_RATIO);
        ZipSecureFile.setMaxEntrySize(1L << 30);
        ZipSecureFile.setMaxFileCount(20_000);
    }

    /** The detector opens packages past POI's guard; the parser opens them again, through it. */
    private static void guardPackage(TikaInputStream stream) throws IOException {
        if (stream.getOpenContainer() instanceof OPCPackageWrapper unguarded) {
            stream.setOpenContainer(null);
            unguarded.close();
        }
    }

    /** Whether there is a parser for the type; a type with parameters may have one where the bare type has none. */
    boolean parses(MediaType type) {
        return parsed.contains(type);
    }

    @Override
    public void read(Reading reading) throws IOException, SAXException, TikaException, FailureException {
        Metadata metadata = reading.metadata();
        metadata.set(
                TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, reading.type().toString());
        guardPackage(reading.stream());
        Limits limits = reading.nest().limits();
        boolean picture = reading.mediaType().startsWith("image/");
        boolean lines = picture || reading.mediaType().equals("application/pdf");
        PdfStructure structure = new PdfStructure();
        XhtmlBlocks blocks = new XhtmlBlocks(reading.sink(), reading.budget(), lines, structure);
        if (reading.mediaType().startsWith(WORD)) {
            blocks.endParagraphsAtNewlines();
        } else if (reading.mediaType().startsWith(SLIDES)) {
            blocks.slideTitles(SlideTitles.in(reading.stream().getPath()));
        }
        FilesWithin within = new FilesWithin(reading, blocks, readers);
        Parser chosen = parser(limits);
        try {
            ParseContext context = context(reading, chosen, within);
            context.set(PdfStructure.class, structure);
            chosen.parse(reading.stream(), blocks, metadata, context);
        } catch (SAXException | TikaException e) {
            if (!WriteLimitReachedException.isWriteLimitReached(e)) {
                throw e;
            }
        } finally {
            within.finish();
            blocks.finish();
            reading.facts(facts(reading, blocks.pages()));
        }
        warn(reading);
    }

    private void warn(Reading reading) throws FailureException {
        String trace = swallowed(reading.metadata());
        FailureCode hidden = trace.isEmpty() ? null : Verdict.onTrace(trace);
        if (hidden == FailureCode.BOMB || (hidden != null && reading.output().isEmpty())) {
            throw new FailureException(hidden, "The parser gave up on the file.");
        }
        if (hidden != null) {
            reading.warnings().add(Warning.PARTIAL);
        }
        if ("false".equals(reading.metadata().get(NO_EXTRACTION))) {
            reading.warnings().add(Warning.RESTRICTED);
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

    private ParseContext context(Reading reading, Parser chosen, FilesWithin within) {
        ParseContext context = new ParseContext();
        // The parser of mail looks here for parsers of its parts, and would forget the character set that they declare.
        context.set(Parser.class, reading.mediaType().equals(MAIL) ? EmptyParser.INSTANCE : chosen);
        context.set(EmbeddedDocumentExtractor.class, within);
        context.set(EncodingDetector.class, charsets);
        context.set(HtmlMapper.class, IdentityHtmlMapper.INSTANCE);
        OfficeParserConfig office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        office.setIncludeHeadersAndFooters(false);
        office.setIncludeSlideMasterContent(false);
        context.set(OfficeParserConfig.class, office);
        String languages = reading.nest().limits().ocrLanguages();
        context.set(PDFParserConfig.class, pdf(reading.nest().limits()));
        if (languages != null) {
            context.set(TesseractOCRConfig.class, recognition(languages));
        }
        return context;
    }

    private static PDFParserConfig pdf(Limits limits) {
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(limits.ocrLanguages() == null ? OCR_STRATEGY.NO_OCR : OCR_STRATEGY.OCR_ONLY);
        pdf.setExtractMarkedContent(false);
        pdf.setExtractBookmarksText(false);
        if (limits.honourNoExtraction()) {
            pdf.setAccessChecker(new AccessChecker(false));
        }
        return pdf;
    }

    private static TesseractOCRConfig recognition(String languages) {
        TesseractOCRConfig recognition = new TesseractOCRConfig();
        recognition.setLanguage(languages);
        // The time limit for the whole file is the parent's.
        recognition.setTimeoutSeconds(RECOGNITION_SECONDS);
        return recognition;
    }

    private static FileFacts facts(Reading reading, int pagesSeen) {
        Metadata found = reading.metadata();
        Integer pages = found.getInt(PagedText.N_PAGES);
        String language = first(found.get(TikaCoreProperties.LANGUAGE), found.get("Content-Language"));
        return new FileFacts(
                reading.mediaType(),
                clean(found.get(TikaCoreProperties.TITLE)),
                LanguageTag.of(language),
                null,
                authors(found),
                found.get(TikaCoreProperties.CREATED),
                found.get(TikaCoreProperties.MODIFIED),
                pages == null ? pagesSeen : pages);
    }

    private static @Nullable String authors(Metadata found) {
        String authors = Arrays.stream(found.getValues(TikaCoreProperties.CREATOR))
                .map(CleanText::of)
                .filter(author -> !author.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return authors.isEmpty() ? null : authors;
    }

    private static @Nullable String clean(@Nullable String value) {
        String text = value == null ? "" : CleanText.of(value);
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
