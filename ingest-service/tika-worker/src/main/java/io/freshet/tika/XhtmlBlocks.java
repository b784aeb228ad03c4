package io.freshet.tika;

import io.freshet.tika.wire.WireBlock.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.exception.WriteLimitReachedException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Turns the XHTML that parsers emit into blocks, as it comes.
 *
 * <p>The budget is enforced inside {@link #characters}: one call may carry a whole bomb.
 */
final class XhtmlBlocks extends DefaultHandler {

    private static final Pattern BULLET = Pattern.compile("^\\s*[\\u2022\\u00b7\\u25aa\\u25cf\\u25e6\\uf0b7]\\s+");

    private static final Pattern NUMBER = Pattern.compile("^\\s*\\(?(?:\\p{Nd}{1,3}|[a-z]|[ivx]{2,5})[.)]\\s+\\S");

    /** A kind of text that an open element has asked for. */
    private record Role(Kind kind, int level) {}

    private static final Role RUNNING = new Role(Kind.PARAGRAPH, 0);

    private final BlockSink sink;
    private final TextBudget budget;
    private final boolean lines;
    private final StringBuilder text = new StringBuilder();
    private final Deque<Role> roles = new ArrayDeque<>();
    private final Deque<OpenTable> tables = new ArrayDeque<>();
    private final PageLines pageLines;
    private final List<String> notes = new ArrayList<>();
    private String interrupted = "";
    private int noteDepth;
    private int paragraphs;
    private int dropped;
    private int page;
    private boolean slides;
    private boolean comment;
    private boolean newlinesEndParagraphs;
    private Set<String> titles = Set.of();
    private int titled;

    /** With {@code lines}, a paragraph is a bundle of lines still to be put together. */
    XhtmlBlocks(BlockSink sink, TextBudget budget, boolean lines) {
        this(sink, budget, lines, new PdfStructure());
    }

    /** With what the layout of a PDF says about its lines. */
    XhtmlBlocks(BlockSink sink, TextBudget budget, boolean lines, PdfStructure structure) {
        this.sink = sink;
        this.budget = budget;
        this.lines = lines;
        this.pageLines = new PageLines(structure);
    }

    /** The titles of slides; the first that is met on a slide is its heading. */
    void slideTitles(Set<String> found) {
        titles = found;
    }

    /** After a text box, Tika's reader of .docx leaves out the elements of paragraphs, and keeps the ends of their lines. */
    void endParagraphsAtNewlines() {
        newlinesEndParagraphs = true;
    }

    int pages() {
        return page;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
        String name = name(local, qualified);
        if (dropped > 0 || Elements.isDropped(name, attributes)) {
            dropped++;
            return;
        }
        if (noteDepth > 0 || Elements.isNote(name, attributes)) {
            startNote();
            return;
        }
        paragraphs += name.equals("p") ? 1 : 0;
        comment |= Elements.isComment(name, attributes);
        if (Elements.isPage(name, attributes) && !(slides && Elements.isSlideContent(attributes))) {
            slides |= Elements.isSlide(attributes);
            flushAll();
            page++;
            if (lines) {
                pageLines.begin(page);
            }
            return;
        }
        OpenTable table = tables.peek();
        boolean inTable = table != null && !table.layout;
        switch (name) {
            case "br" -> text.append(lines ? '\n' : CleanText.BREAK);
            case "table" -> startTable();
            case "tr", "td", "th" -> boundary();
            default -> {
                Role role = role(name);
                if (inTable) {
                    separate(role != null || Elements.isBlock(name));
                } else if (role != null) {
                    flushAll();
                    roles.push(role);
                } else if (Elements.isBlock(name)) {
                    flush();
                }
            }
        }
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
        if (dropped > 0) {
            dropped--;
            return;
        }
        if (noteDepth > 0) {
            endNote();
            return;
        }
        String name = name(local, qualified);
        if (comment && name.equals("b")) {
            text.append(": ");
            comment = false;
        }
        paragraphs -= name.equals("p") ? 1 : 0;
        OpenTable table = tables.peek();
        boolean inTable = table != null && !table.layout;
        switch (name) {
            case "table" -> endTable();
            case "td", "th" -> endCell(table);
            case "tr" -> endRow(table);
            default -> {
                Role role = role(name);
                if (inTable) {
                    separate(role != null || Elements.isBlock(name));
                } else if (role != null) {
                    flush();
                    roles.poll();
                } else if (Elements.isBlock(name)) {
                    flush();
                }
            }
        }
    }

    @Override
    public void characters(char[] chars, int start, int length) throws WriteLimitReachedException {
        if (dropped > 0) {
            return;
        }
        int granted = budget.take(length);
        boolean between = newlinesEndParagraphs && paragraphs == 0 && roles.isEmpty() && tables.isEmpty();
        if (between && granted > 0 && chars[start] == '\n') {
            flush();
        }
        for (int done = 0; done < granted; ) {
            int step = Math.min(granted - done, Math.max(1, sink.maxBlockChars() - text.length()));
            text.append(chars, start + done, step);
            done += step;
            if (text.length() >= sink.maxBlockChars()) {
                overflow();
            }
        }
        if (granted < length) {
            throw new WriteLimitReachedException(budget.most());
        }
    }

    @Override
    public void ignorableWhitespace(char[] chars, int start, int length) throws WriteLimitReachedException {
        characters(chars, start, length);
    }

    @Override
    public void endDocument() {
        finish();
    }

    /** Writes what is still held back, also when the parser gave up half-way. */
    void finish() {
        while (noteDepth > 0) {
            endNote();
        }
        while (!tables.isEmpty()) {
            endTable();
        }
        flushAll();
    }

    /** Footnotes and comments stand in the middle of their sentence; they are put after its paragraph. */
    private void startNote() {
        if (noteDepth == 0) {
            interrupted = text.toString();
            text.setLength(0);
        } else {
            text.append(' ');
        }
        noteDepth++;
    }

    private void endNote() {
        noteDepth--;
        if (noteDepth == 0) {
            notes.add(text.toString());
            text.setLength(0);
            text.append(interrupted);
            interrupted = "";
        }
    }

    private static String name(String local, String qualified) {
        return local.isEmpty() ? qualified : local;
    }

    private static @Nullable Role role(String name) {
        int level = Elements.headingLevel(name);
        if (level > 0) {
            return new Role(Kind.HEADING, level);
        }
        return switch (name) {
            case "li" -> new Role(Kind.LIST_ITEM, 0);
            case "pre" -> new Role(Kind.CODE, 0);
            case "caption", "figcaption" -> new Role(Kind.CAPTION, 0);
            default -> null;
        };
    }

    private void startTable() {
        OpenTable outer = tables.peek();
        if (outer != null && !outer.layout) {
            outer.rows.end();
            outer.layout = true;
        }
        flushAll();
        tables.push(new OpenTable(new TableRows(sink, page)));
    }

    private void endTable() {
        OpenTable table = tables.poll();
        if (table == null) {
            return;
        }
        if (table.layout) {
            flush();
        } else {
            endCell(table);
            table.rows.end();
        }
    }

    private void endCell(@Nullable OpenTable table) {
        if (table == null || table.layout) {
            flush();
        } else {
            table.rows.cell(text);
            text.setLength(0);
        }
    }

    private static void endRow(@Nullable OpenTable table) {
        if (table != null && !table.layout) {
            table.rows.endRow();
        }
    }

    private void boundary() {
        OpenTable table = tables.peek();
        if (table == null || table.layout) {
            flush();
        }
    }

    private void separate(boolean needed) {
        if (needed) {
            text.append(' ');
        }
    }

    private void overflow() {
        OpenTable table = tables.peek();
        if (table != null && !table.layout) {
            endCell(table);
            table.rows.endRow();
        } else {
            flush();
        }
    }

    private void flushAll() {
        flush();
        flushNotes();
        pageLines.writeTo(sink, page);
    }

    private void flush() {
        if (text.length() == 0) {
            return;
        }
        Role role = roles.isEmpty() ? RUNNING : roles.peek();
        if (lines && role.equals(RUNNING)) {
            pageLines.paragraph(text.toString());
        } else if (role.equals(RUNNING)) {
            paragraph();
        } else {
            sink.block(role.kind(), role.level(), page, text);
        }
        text.setLength(0);
        flushNotes();
    }

    private void flushNotes() {
        notes.forEach(note -> sink.block(Kind.PARAGRAPH, 0, page, note));
        notes.clear();
    }

    /** Word processors deliver list items as paragraphs that begin with a bullet. */
    private void paragraph() {
        Matcher bullet = BULLET.matcher(text);
        if (bullet.find()) {
            sink.block(Kind.LIST_ITEM, 0, page, text.substring(bullet.end()));
        } else if (NUMBER.matcher(text).find()) {
            sink.block(Kind.LIST_ITEM, 0, page, text);
        } else if (titles.contains(CleanText.of(text)) && titled < page) {
            titled = page;
            sink.block(Kind.HEADING, 1, page, text);
        } else {
            sink.block(Kind.PARAGRAPH, 0, page, text);
        }
    }

    /** A table being read; one that contains another only arranges the page. */
    private static final class OpenTable {
        private final TableRows rows;
        private boolean layout;

        private OpenTable(TableRows rows) {
            this.rows = rows;
        }
    }
}
