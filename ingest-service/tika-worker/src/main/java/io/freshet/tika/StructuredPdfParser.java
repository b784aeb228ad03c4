package io.freshet.tika;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.PDFParser;

/** Tika's PDF parser, which shows the opened document to the {@link PdfStructure} of the context. */
final class StructuredPdfParser extends PDFParser {

    private static final long serialVersionUID = 1L;

    @Override
    protected PDDocument getPDDocument(
            InputStream in, String password, StreamCacheCreateFunction cache, Metadata metadata, ParseContext context)
            throws IOException {
        return shown(super.getPDDocument(in, password, cache, metadata, context), context);
    }

    @Override
    protected PDDocument getPDDocument(
            Path path, String password, StreamCacheCreateFunction cache, Metadata metadata, ParseContext context)
            throws IOException {
        return shown(super.getPDDocument(path, password, cache, metadata, context), context);
    }

    private static PDDocument shown(PDDocument document, ParseContext context) {
        PdfStructure structure = context.get(PdfStructure.class);
        if (structure != null) {
            structure.open(document);
        }
        return document;
    }
}
