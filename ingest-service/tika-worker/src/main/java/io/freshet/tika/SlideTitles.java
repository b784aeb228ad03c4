package io.freshet.tika;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The titles of the slides of a .pptx, which Tika delivers like any other text. */
final class SlideTitles {

    private static final Pattern SLIDE = Pattern.compile("ppt/slides/slide\\d+\\.xml");
    private static final int MOST_SLIDES = 2_000;
    private static final int MOST_EVENTS = 200_000;
    private static final int LONGEST = 300;

    private final Set<String> titles = new HashSet<>();
    private final StringBuilder text = new StringBuilder();
    private boolean shape;
    private boolean title;
    private boolean letters;

    private SlideTitles() {}

    /** None when the file is no sound archive: to say so is the parser's part. */
    static Set<String> in(Path file) {
        SlideTitles found = new SlideTitles();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            int slides = 0;
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements() && slides < MOST_SLIDES; ) {
                ZipEntry entry = all.nextElement();
                if (SLIDE.matcher(entry.getName()).matches()) {
                    slides++;
                    found.slide(zip, entry);
                }
            }
        } catch (IOException | XMLStreamException | RuntimeException e) {
            return found.titles;
        }
        return found.titles;
    }

    private void slide(ZipFile zip, ZipEntry entry) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = zip.getInputStream(entry)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            for (int events = 0; xml.hasNext() && events < MOST_EVENTS; events++) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start(xml);
                    case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                    case XMLStreamConstants.CHARACTERS -> characters(xml);
                    default -> {
                        // nothing to read
                    }
                }
            }
        }
    }

    private void start(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "sp" -> {
                shape = true;
                title = false;
            }
            case "ph" -> {
                String type = xml.getAttributeValue(null, "type");
                title = shape && ("title".equals(type) || "ctrTitle".equals(type));
            }
            case "t" -> letters = title;
            default -> {
                // layout
            }
        }
    }

    private void end(String name) {
        switch (name) {
            case "t" -> letters = false;
            case "p" -> {
                String line = CleanText.of(text);
                text.setLength(0);
                if (!line.isEmpty() && line.length() <= LONGEST) {
                    titles.add(line);
                }
            }
            case "sp" -> {
                shape = false;
                title = false;
            }
            default -> {
                // layout
            }
        }
    }

    private void characters(XMLStreamReader xml) {
        if (letters && text.length() <= LONGEST) {
            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
    }
}
