package io.freshet.tika;

import io.freshet.tika.wire.WireBlock.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of one PDF page, put together again as paragraphs. PDF knows no paragraphs: a line continues the one before it
 * where that one is full, or ends in the middle of a word or a sentence.
 */
final class PageLines {

    private static final Pattern BULLET = Pattern.compile("^[\\u2022\\u00b7\\u25aa\\u25cf\\u25e6\\u2023\\uf0b7]\\s*");
    private static final Pattern HYPHEN_AT_END = Pattern.compile("\\p{L}[\\u2010-]$");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?:;\\u2026][)\"'\\u201d\\u2019]*$");
    private static final double FULL = 0.8;

    /** A line, and whether the parser saw a new paragraph begin with it. */
    private record Line(String text, boolean opens) {}

    private final List<Line> lines = new ArrayList<>();

    void paragraph(String raw) {
        boolean opens = true;
        for (String line : raw.lines().toList()) {
            String text = CleanText.of(line);
            if (!text.isEmpty()) {
                lines.add(new Line(text, opens));
                opens = false;
            }
        }
    }

    void writeTo(BlockSink sink, int page) {
        int width = width();
        StringBuilder paragraph = new StringBuilder();
        String last = "";
        for (Line line : lines) {
            if (paragraph.length() > 0 && !continues(last, line, width)) {
                write(sink, page, paragraph);
            }
            append(paragraph, line.text());
            last = line.text();
        }
        write(sink, page, paragraph);
        lines.clear();
    }

    private static boolean continues(String last, Line line, int width) {
        if (BULLET.matcher(line.text()).find()) {
            return false;
        }
        if (!line.opens()) {
            return true;
        }
        boolean lowerCase = Character.isLowerCase(line.text().codePointAt(0));
        if (lowerCase && HYPHEN_AT_END.matcher(last).find()) {
            return true;
        }
        boolean open = !SENTENCE_END.matcher(last).find();
        return open && (lowerCase || last.length() >= FULL * width) && last.length() > width / 2;
    }

    private static void append(StringBuilder paragraph, String line) {
        int end = paragraph.length();
        if (end == 0) {
            paragraph.append(line);
        } else if (Character.isLowerCase(line.codePointAt(0)) && endsInHyphen(paragraph)) {
            paragraph.setLength(end - 1);
            paragraph.append(line);
        } else {
            paragraph.append(' ').append(line);
        }
    }

    private static boolean endsInHyphen(StringBuilder text) {
        return HYPHEN_AT_END
                .matcher(text.substring(Math.max(0, text.length() - 2)))
                .find();
    }

    private static void write(BlockSink sink, int page, StringBuilder paragraph) {
        Matcher bullet = BULLET.matcher(paragraph);
        if (bullet.find()) {
            sink.block(Kind.LIST_ITEM, 0, page, paragraph.substring(bullet.end()));
        } else {
            sink.block(Kind.PARAGRAPH, 0, page, paragraph);
        }
        paragraph.setLength(0);
    }

    /** The length of a full line: nine out of ten lines are no longer. */
    private int width() {
        List<Integer> lengths = new ArrayList<>();
        lines.forEach(line -> lengths.add(line.text().length()));
        Collections.sort(lengths);
        return lengths.isEmpty() ? 0 : lengths.get((lengths.size() - 1) * 9 / 10);
    }
}
