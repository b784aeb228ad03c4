package io.freshet.tika;

import io.freshet.tika.wire.WorkRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Reads one tiny file of each common type, so that the JVM can archive the classes a worker needs. */
final class Training {

    private static final int LIMIT = 10_000;
    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

    private final Path directory;

    Training(Path directory) {
        this.directory = directory;
    }

    void run() throws IOException {
        FileReader reader = new FileReader();
        for (Map.Entry<String, byte[]> sample : samples().entrySet()) {
            Path file = Files.write(directory.resolve(sample.getKey()), sample.getValue());
            long length = sample.getValue().length;
            reader.read(new WorkRequest(sample.getKey(), null, LIMIT, LIMIT, length), file, block -> {});
            Files.delete(file);
        }
    }

    private static Map<String, byte[]> samples() throws IOException {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        samples.put(
                "a.html", utf8("<html><head><title>A</title></head><body><h1>A</h1><p>b</p><table><tr><td>c</table>"));
        samples.put("a.pdf", utf8(pdf()));
        samples.put("a.docx", docx());
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

    private static byte[] docx() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"" + PACKAGE + "content-types\"><Default Extension=\"rels\" ContentType=\""
                            + "application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName="
                            + "\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument"
                            + ".wordprocessingml.document.main+xml\"/></Types>");
            entry(
                    zip,
                    "_rels/.rels",
                    "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"r1\" Type=\""
                            + "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
                            + " Target=\"word/document.xml\"/></Relationships>");
            entry(
                    zip,
                    "word/document.xml",
                    "<w:document xmlns:w=\"" + WORD
                            + "\"><w:body><w:p><w:r><w:t>Hello</w:t></w:r></w:p></w:body></w:document>");
        }
        return bytes.toByteArray();
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
