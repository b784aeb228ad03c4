package io.freshet.tika;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/** Files made on the spot. */
final class Samples {

    private Samples() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(20261120).nextBytes(bytes);
        return bytes;
    }

    static byte[] truncated(byte[] whole, double share) {
        return Arrays.copyOf(whole, (int) (whole.length * share));
    }

    /** One array of lines for each page. */
    static byte[] pdf(String title, String[]... pages) throws IOException {
        try (PDDocument document = pdfDocument(title, pages)) {
            return bytes(document);
        }
    }

    static byte[] encryptedPdf() throws IOException {
        try (PDDocument document = pdfDocument("Secret", new String[] {"secret text"})) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "user", new AccessPermission());
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
            return bytes(document);
        }
    }

    private static PDDocument pdfDocument(String title, String[]... pages) throws IOException {
        PDDocument document = new PDDocument();
        document.getDocumentInformation().setTitle(title);
        for (String[] lines : pages) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.setLeading(14);
                content.newLineAtOffset(72, 700);
                for (String line : lines) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
        }
        return document;
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    static byte[] docx() throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            document.getProperties().getCoreProperties().setTitle("Gauge handbook");
            XWPFParagraph heading = document.createParagraph();
            document.createStyles();
            heading.setStyle("Heading1");
            heading.createRun().setText("Reading the gauge");
            document.createParagraph().createRun().setText("Read it at noon.");
            XWPFTable table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("Station");
            table.getRow(0).getCell(1).setText("Level");
            table.getRow(1).getCell(0).setText("Alder");
            table.getRow(1).getCell(1).setText("3.2 m");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.write(out);
            return out.toByteArray();
        }
    }

    static byte[] xlsx() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            var sheet = workbook.createSheet("Levels");
            var header = sheet.createRow(0);
            header.createCell(0).setCellValue("Station");
            header.createCell(1).setCellValue("Level");
            var row = sheet.createRow(1);
            row.createCell(0).setCellValue("Alder");
            row.createCell(1).setCellValue(3.2);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        }
    }

    /** A docx of a few hundred kilobytes whose text unpacks to the given number of megabytes. */
    static byte[] docxBomb(int megabytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(docx()));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals("word/document.xml")) {
                    String xml = new String(content, StandardCharsets.UTF_8);
                    int at = xml.indexOf("Read it at noon.");
                    zip.write(utf8(xml.substring(0, at)));
                    byte[] step = utf8("a".repeat(1 << 20));
                    for (int i = 0; i < megabytes; i++) {
                        zip.write(step);
                    }
                    zip.write(utf8(xml.substring(at)));
                } else {
                    zip.write(content);
                }
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Every hundredth byte is another one. */
    static byte[] flipped(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int i = 50; i < bytes.length; i += 100) {
            bytes[i] ^= 0x55;
        }
        return bytes;
    }

    static byte[] gzip(String text, int times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            for (int i = 0; i < times; i++) {
                gzip.write(utf8(text));
            }
        }
        return out.toByteArray();
    }

    static byte[] nestedZips(int depth) throws IOException {
        byte[] bytes = zip("a.txt", utf8("Text."));
        for (int i = 1; i < depth; i++) {
            bytes = zip(i + ".zip", bytes);
        }
        return bytes;
    }

    static byte[] zipOfMany(int entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry(i + ".txt"));
                zip.write('x');
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", out);
        return out.toByteArray();
    }

    /** A small picture that says it is a large one. */
    static byte[] pngClaiming(int width, int height) throws IOException {
        ByteBuffer png = ByteBuffer.wrap(png(1, 1));
        png.putInt(16, width).putInt(20, height);
        CRC32 checksum = new CRC32();
        checksum.update(png.array(), 12, 17);
        png.putInt(29, (int) checksum.getValue());
        return png.array();
    }

    static String entityBomb() {
        StringBuilder xml = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            xml.append("<!ENTITY e" + i + " \"" + ("&e" + (i - 1) + ";").repeat(10) + "\">");
        }
        return xml.append("]><a>&e29;</a>").toString();
    }

    static byte[] nested(String element, int depth) {
        return utf8("<html><body>" + element.repeat(depth) + "</body></html>");
    }

    static byte[] docxOfNestedTables(int depth) throws IOException {
        String open = "<w:tbl><w:tr><w:tc>".repeat(depth);
        String close = "<w:p/></w:tc></w:tr></w:tbl>".repeat(depth);
        return docxOf("", "</w:t></w:r></w:p>" + open + close + "<w:p><w:r><w:t>");
    }

    /** A docx with something before its document element, and something instead of its second paragraph's text. */
    static byte[] docxOf(String prolog, String body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(docx()));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (entry.getName().equals("word/document.xml")) {
                    content = content.replace("Read it at noon.", body);
                    int at = content.indexOf("<w:document");
                    content = content.substring(0, at) + prolog + content.substring(at);
                }
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(utf8(content));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] pdfWithAttachment(String name, byte[] content, String[]... pages) throws IOException {
        try (PDDocument document = pdfDocument("Host", pages)) {
            PDEmbeddedFile embedded = new PDEmbeddedFile(document, new java.io.ByteArrayInputStream(content));
            PDComplexFileSpecification file = new PDComplexFileSpecification();
            file.setFile(name);
            file.setEmbeddedFile(embedded);
            PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of(name, file));
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(names);
            return bytes(document);
        }
    }

    static byte[] pdfThatForbidsExtraction() throws IOException {
        try (PDDocument document = pdfDocument("Secret", new String[] {"secret text"})) {
            AccessPermission permission = new AccessPermission();
            permission.setCanExtractContent(false);
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "", permission);
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
            return bytes(document);
        }
    }

    static byte[] pdfWithoutPages() {
        return utf8("""
                %PDF-1.4
                1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
                2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
                trailer<</Root 1 0 R>>
                %%EOF
                """);
    }

    static byte[] cyclicPdf() {
        return utf8("""
                %PDF-1.4
                1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
                2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>endobj
                3 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj
                trailer<</Root 1 0 R>>
                %%EOF
                """);
    }

    static byte[] sparseXlsx() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            var sheet = workbook.createSheet("Levels");
            sheet.createRow(0).createCell(0).setCellValue("first");
            sheet.createRow(1_048_575).createCell(16_383).setCellValue("last");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        }
    }

    static byte[] longXlsx(int rows) throws IOException {
        String namespace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(xlsx()));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals("xl/worksheets/sheet1.xml")) {
                    zip.write(utf8("<worksheet " + namespace + "><sheetData>"));
                    for (int i = 1; i <= rows; i++) {
                        zip.write(utf8("<row r=\"" + i + "\"><c r=\"A" + i + "\"><v>" + i + "</v></c><c r=\"B" + i
                                + "\"><v>3.2</v></c></row>"));
                    }
                    zip.write(utf8("</sheetData></worksheet>"));
                } else {
                    zip.write(content);
                }
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] nestedMultiparts(int depth) {
        StringBuilder mail = new StringBuilder("From: a@example.org\nSubject: A\nMIME-Version: 1.0\n");
        for (int i = 0; i < depth; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n");
        }
        return utf8(mail + "Content-Type: text/plain\n\nText.\n");
    }
}
