package io.freshet.index.chunk;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.List;

/** Cuts the blocks of a section into units, none of them over the limit. */
final class Units {
    // In the scale of a cosine. The effect is measured, the exact values are not critical.
    private static final double PARAGRAPH = 0.15;
    private static final double LIST_ITEM = 0.05;

    private final Measure measure;

    Units(Measure measure) {
        this.measure = measure;
    }

    List<Unit> of(Section section, int limit) {
        List<Unit> units = new ArrayList<>();
        for (int place = 0; place < section.blocks().size(); place++) {
            Block block = section.blocks().get(place);
            double favour = block.getKind() == BlockKind.LIST_ITEM ? LIST_ITEM : PARAGRAPH;
            for (Span span : spans(block, limit)) {
                String text = block.getText().substring(span.start(), span.end());
                int size = Math.min(limit, measure.size(text));
                units.add(new Unit(block, place, span.start(), span.end(), size, favour));
                favour = 0;
            }
        }
        return units;
    }

    private List<Span> spans(Block block, int limit) {
        boolean lines = block.getKind() == BlockKind.TABLE || block.getKind() == BlockKind.CODE;
        String text = block.getText();
        List<Span> whole = new ArrayList<>();
        if (lines && measure.size(text) <= limit) {
            whole.add(new Span(0, text.stripTrailing().length()));
            return whole;
        }
        for (Span span : lines ? lines(text) : Sentences.of(text)) {
            if (measure.size(text.substring(span.start(), span.end())) <= limit) {
                whole.add(span);
            } else {
                whole.addAll(measure.split(text, span, limit));
            }
        }
        return whole;
    }

    /** Lines keep their indentation: in a listing it means something. */
    private static List<Span> lines(String text) {
        List<Span> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            if (!text.substring(start, end).isBlank()) {
                lines.add(new Span(start, end));
            }
            start = end + 1;
        }
        return lines;
    }
}
