package io.freshet.tika;

import io.freshet.tika.wire.Limits;
import io.freshet.tika.wire.WorkRequest;
import io.freshet.tika.wire.WorkerSays.Done;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Reads one tiny file of each common type, so that the JVM can archive the classes a worker needs. */
final class Training {

    private static final Limits LIMITS = new Limits(10_000, 10_000, 1, 10, false, false, null);
    private static final String SCHEMAS = "http://schemas.openxmlformats.org/";
    private static final String PACKAGE = SCHEMAS + "package/2006/";
    private static final String RELATIONS = " xmlns:r=\"" + SCHEMAS + "officeDocument/2006/relationships\"";

    private final Path directory;

    Training(Path directory) {
        this.directory = directory;
    }

    List<Done> run() throws IOException {
        FileReader reader = new FileReader();
        List<Done> done = new ArrayList<>();
        for (Map.Entry<String, byte[]> sample : samples().entrySet()) {
            Path file = Files.write(directory.resolve(sample.getKey()), sample.getValue());
            long length = sample.getValue().length;
            done.add(reader.read(new WorkRequest(sample.getKey(), null, LIMITS, length), file, block -> {}));
            Files.delete(file);
        }
        return done;
    }

    private static Map<String, byte[]> samples() throws IOException {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        samples.put(
                "a.html", utf8("<html><head><title>A</title></head><body><h1>A</h1><p>b</p><table><tr><td>c</table>"));
        samples.put("a.pdf", utf8(pdf()));
        samples.put("a.docx", docx());
        samples.put("a.xlsx", xlsx());
        samples.put("a.pptx", pptx());
        samples.put("a.eml", utf8(mail()));
        samples.put("a.rtf", utf8("{\\rtf1\\ansi A text.\\par}"));
        samples.put("a.xml", utf8("<a>A text.</a>"));
        samples.put("a.json", utf8("{\"a\": 1}"));
        samples.put("a.md", utf8("# A\n\n- b\n\n| c | d |\n|---|---|\n| e | f |\n"));
        samples.put("a.csv", utf8("a,b\n1,2\n"));
        samples.put("a.txt", utf8("A text.\n"));
        return samples;
    }

    /** Without a cross-reference table: the parser rebuilds it, and loads the repairing classes as well. */
    private static String pdf() {
        String text = "BT /F1 12 Tf 72 720 Td (Hello) Tj ET";
        return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
                + "/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
                + "4 0 obj<</Length " + text.length() + ">>stream\n" + text + "\nendstream endobj\n"
                + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                + "trailer<</Root 1 0 R>>\n%%EOF\n";
    }

    private static String mail() {
        return """
                From: a@example.org
                To: b@example.org
                Subject: A
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=x

                --x
                Content-Type: text/html; charset=utf-8

                <p>A text.</p>
                --x
                Content-Type: text/plain
                Content-Disposition: attachment; filename=a.txt

                A text.
                --x--
                """;
    }

    private static byte[] docx() throws IOException {
        String namespace = SCHEMAS + "wordprocessingml/2006/main";
        return office(
                "word/document.xml",
                "wordprocessingml.document.main",
                "",
                "",
                "",
                "<w:document xmlns:w=\"" + namespace
                        + "\"><w:body><w:p><w:r><w:t>Hello</w:t></w:r></w:p></w:body></w:document>",
                "");
    }

    private static byte[] xlsx() throws IOException {
        String namespace = " xmlns=\"" + SCHEMAS + "spreadsheetml/2006/main\"";
        return office(
                "xl/workbook.xml",
                "spreadsheetml.sheet.main",
                "xl/worksheets/sheet1.xml",
                "spreadsheetml.worksheet",
                "worksheet",
                "<workbook" + namespace + RELATIONS + "><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
                        + "</workbook>",
                "<worksheet" + namespace
                        + "><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Hello</t></is></c>"
                        + "</row></sheetData></worksheet>");
    }

    private static byte[] pptx() throws IOException {
        String namespaces = " xmlns:p=\"" + SCHEMAS + "presentationml/2006/main\" xmlns:a=\"" + SCHEMAS
                + "drawingml/2006/main\"" + RELATIONS;
        return office(
                "ppt/presentation.xml",
                "presentationml.presentation.main",
                "ppt/slides/slide1.xml",
                "presentationml.slide",
                "slide",
                "<p:presentation" + namespaces + "><p:sldIdLst><p:sldId id=\"256\" r:id=\"r1\"/></p:sldIdLst>"
                        + "</p:presentation>",
                "<p:sld" + namespaces + "><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>Hello</a:t></a:r></a:p>"
                        + "</p:txBody></p:sp></p:spTree></p:cSld></p:sld>");
    }

    /** A package of one main part, and of one part that it refers to unless that has no name. */
    private static byte[] office(
            String main, String mainType, String part, String partType, String relation, String content, String more)
            throws IOException {
        String type = "ContentType=\"application/vnd.openxmlformats-officedocument.";
        String known = "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package"
                + ".relationships+xml\"/><Override PartName=\"/" + main + "\" " + type + mainType + "+xml\"/>";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            String second =
                    part.isEmpty() ? "" : "<Override PartName=\"/" + part + "\" " + type + partType + "+xml\"/>";
            entry(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"" + PACKAGE + "content-types\">" + known + second + "</Types>");
            entry(zip, "_rels/.rels", relationship("officeDocument", main));
            entry(zip, main, content);
            if (!part.isEmpty()) {
                String folder = main.substring(0, main.indexOf('/'));
                String file = main.substring(main.indexOf('/') + 1);
                entry(
                        zip,
                        folder + "/_rels/" + file + ".rels",
                        relationship(relation, part.substring(folder.length() + 1)));
                entry(zip, part, more);
            }
        }
        return bytes.toByteArray();
    }

    private static String relationship(String type, String target) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"r1\" Type=\"" + SCHEMAS
                + "officeDocument/2006/relationships/" + type + "\" Target=\"" + target + "\"/></Relationships>";
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(utf8(content));
        zip.closeEntry();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
