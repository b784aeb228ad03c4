package io.freshet.bench.extraction;

import io.freshet.bench.SyntheticText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as a content system has them, made of text that nobody wrote; the same ones every time. */
final class SampleFiles {
    private static final long SEED = 20261121;
    private static final int OF_EACH = 10;
    private static final int PARAGRAPH = 80;
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private final SyntheticText text = new SyntheticText(SEED);
    private final Random random = new Random(SEED);
    private final Path directory;

    private SampleFiles(Path directory) {
        this.directory = directory;
    }

    static Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        SampleFiles samples = new SampleFiles(directory);
        for (int i = 0; i < OF_EACH; i++) {
            samples.write(i);
        }
        return directory;
    }

    private void write(int number) throws IOException {
        write(number + ".html", html());
        write(number + ".md", markdown());
        write(number + ".txt", text.words(length()));
        write(number + ".csv", csv());
        write(number + ".eml", mail());
        write(number + ".rtf", rtf());
        Files.write(directory.resolve(number + ".docx"), docx());
        Files.write(directory.resolve(number + ".xlsx"), xlsx());
        Files.write(directory.resolve(number + ".pdf"), pdf().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    /** From half a page to twenty pages, short ones more often. */
    private int length() {
        double share = random.nextDouble();
        return 250 + (int) (share * share * share * 10_000);
    }

    private List<String> paragraphs() {
        text.changeTopic();
        List<String> paragraphs = new ArrayList<>();
        for (int left = length(); left > 0; left -= PARAGRAPH) {
            paragraphs.add(text.words(Math.min(left, PARAGRAPH)));
        }
        return paragraphs;
    }

    private String html() {
        StringBuilder html = new StringBuilder("<!doctype html><html lang=en><head><meta charset=utf-8><title>")
                .append(text.words(4))
                .append("</title><style>p { margin: 1em }</style></head><body><nav><ul>");
        for (int i = 0; i < 30; i++) {
            html.append("<li><a href=\"/")
                    .append(i)
                    .append("\">")
                    .append(text.words(2))
                    .append("</a>");
        }
        html.append("</ul></nav><main>");
        for (String paragraph : paragraphs()) {
            html.append("<h2>").append(text.words(4)).append("</h2><div class=c><p>");
            html.append(paragraph).append("</p></div>\n");
        }
        return html.append("</main><footer>Imprint</footer></body></html>").toString();
    }

    private String markdown() {
        StringBuilder markdown = new StringBuilder("# " + text.words(4) + "\n\n");
        for (String paragraph : paragraphs()) {
            markdown.append("## ").append(text.words(3)).append("\n\n").append(paragraph);
            markdown.append("\n\n- ")
                    .append(text.words(8))
                    .append("\n- ")
                    .append(text.words(8))
                    .append("\n\n");
        }
        return markdown.toString();
    }

    private String csv() {
        StringBuilder csv = new StringBuilder("station,level,remark\n");
        for (int row = length() / 20; row > 0; row--) {
            csv.append(row).append(',').append(random.nextInt(1000)).append(",\"");
            csv.append(text.words(6)).append("\"\n");
        }
        return csv.toString();
    }

    private String mail() {
        return "From: a@example.com\r\nTo: b@example.com\r\nSubject: " + text.words(5)
                + "\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n"
                + String.join("\r\n\r\n", paragraphs()) + "\r\n";
    }

    private String rtf() {
        return "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs22 " + String.join("\\par\n", paragraphs()) + "}";
    }

    private byte[] docx() throws IOException {
        StringBuilder body = new StringBuilder("<w:document xmlns:w=\"" + WORD + "\"><w:body>");
        for (String paragraph : paragraphs()) {
            body.append("<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>");
            for (String sentence : paragraph.split("(?<=\\.) ", -1)) {
                body.append("<w:r><w:rPr><w:sz w:val=\"22\"/></w:rPr><w:t xml:space=\"preserve\">");
                body.append(sentence).append(" </w:t></w:r>");
            }
            body.append("</w:p>");
        }
        String main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        return office(
                "word/document.xml", main, body.append("</w:body></w:document>").toString(), "", "");
    }

    private byte[] xlsx() throws IOException {
        StringBuilder rows = new StringBuilder("<worksheet xmlns=\"" + SHEET + "\"><sheetData>");
        for (int row = 1; row <= 20 + length() / 20; row++) {
            rows.append("<row r=\"").append(row).append("\">");
            for (char column = 'A'; column < 'E'; column++) {
                rows.append("<c r=\"").append(column).append(row).append("\" t=\"inlineStr\"><is><t>");
                rows.append(text.words(3)).append("</t></is></c>");
            }
            rows.append("<c r=\"E")
                    .append(row)
                    .append("\"><v>")
                    .append(random.nextInt())
                    .append("</v></c></row>");
        }
        String main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        String book = "<workbook xmlns=\"" + SHEET + "\" xmlns:r=\"" + OFFICE
                + "\"><sheets><sheet name=\"Levels\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>";
        return office(
                "xl/workbook.xml",
                main,
                book,
                "xl/worksheets/sheet1.xml",
                rows.append("</sheetData></worksheet>").toString());
    }

    private static byte[] office(String mainPart, String mainType, String main, String sheetPart, String sheet)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            String sheetType = sheetPart.isEmpty()
                    ? ""
                    : "<Override PartName=\"/" + sheetPart + "\" ContentType=\""
                            + mainType.replace("sheet.main", "worksheet") + "\"/>";
            entry(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"" + PACKAGE + "content-types\"><Default Extension=\"rels\" ContentType=\""
                            + "application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/"
                            + mainPart + "\" ContentType=\"" + mainType + "\"/>" + sheetType + "</Types>");
            entry(zip, "_rels/.rels", relationship("r1", OFFICE + "/officeDocument", mainPart));
            entry(zip, mainPart, main);
            if (!sheetPart.isEmpty()) {
                entry(
                        zip,
                        "xl/_rels/workbook.xml.rels",
                        relationship("s1", OFFICE + "/worksheet", "worksheets/sheet1.xml"));
                entry(zip, sheetPart, sheet);
            }
        }
        return bytes.toByteArray();
    }

    private static String relationship(String id, String type, String target) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"" + id + "\" Type=\"" + type
                + "\" Target=\"" + target + "\"/></Relationships>";
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** One line for each sentence, forty lines for each page, and a table of what is where. */
    private String pdf() {
        List<String> lines = new ArrayList<>();
        paragraphs().forEach(paragraph -> lines.addAll(List.of(paragraph.split("(?<=\\.) "))));
        int pages = (lines.size() + 39) / 40;
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        List<Integer> at = new ArrayList<>();
        StringBuilder kids = new StringBuilder();
        for (int page = 0; page < pages; page++) {
            kids.append(4 + 2 * page).append(" 0 R ");
        }
        object(pdf, at, "<</Type/Catalog/Pages 2 0 R>>");
        object(pdf, at, "<</Type/Pages/Kids[" + kids + "]/Count " + pages + ">>");
        object(pdf, at, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        for (int page = 0; page < pages; page++) {
            StringBuilder content = new StringBuilder("BT /F1 10 Tf 14 TL 50 780 Td\n");
            lines.subList(40 * page, Math.min(lines.size(), 40 * page + 40))
                    .forEach(line -> content.append('(').append(line).append(") Tj T*\n"));
            content.append("ET");
            object(
                    pdf,
                    at,
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + (5 + 2 * page)
                            + " 0 R/Resources<</Font<</F1 3 0 R>>>>>>");
            object(pdf, at, "<</Length " + content.length() + ">>stream\n" + content + "\nendstream");
        }
        int table = pdf.length();
        pdf.append("xref\n0 ").append(at.size() + 1).append("\n0000000000 65535 f \n");
        at.forEach(offset -> pdf.append(String.format("%010d 00000 n %n", offset)));
        return pdf.append("trailer<</Root 1 0 R/Size " + (at.size() + 1) + ">>\nstartxref\n" + table + "\n%%EOF\n")
                .toString();
    }

    private static void object(StringBuilder pdf, List<Integer> at, String content) {
        at.add(pdf.length());
        pdf.append(at.size()).append(" 0 obj").append(content).append("endobj\n");
    }
}
