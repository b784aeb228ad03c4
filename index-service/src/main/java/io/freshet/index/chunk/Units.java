package io.freshet.index.chunk;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the blocks of a section into units, none of them over the limit, the head of a table included. */
final class Units {
    // A head that takes more of a chunk than this is no help to its rows.
    private static final int HEAD_SHARE = 4;

    private final Measure measure;

    Units(Measure measure) {
        this.measure = measure;
    }

    List<Unit> of(Section section, int limit) {
        List<Unit> units = new ArrayList<>();
        for (int place = 0; place < section.blocks().size(); place++) {
            Block block = section.blocks().get(place);
            new Cut(block, place, limit, units).all();
        }
        return units;
    }

    /** One block on its way to units. */
    private final class Cut {
        private final Block block;
        private final String text;
        private final int place;
        private final int limit;
        private final List<Unit> units;
        private Edge edge;

        Cut(Block block, int place, int limit, List<Unit> units) {
            this.block = block;
            this.text = block.getText();
            this.place = place;
            this.limit = limit;
            this.units = units;
            this.edge = block.getKind() == BlockKind.LIST_ITEM ? Edge.LIST_ITEM : Edge.BLOCK;
        }

        void all() {
            switch (block.getKind()) {
                case TABLE, CODE -> wholeOrLines();
                default -> each(Sentences.of(text), null);
            }
        }

        private void wholeOrLines() {
            int size = measure.size(text);
            if (size <= limit) {
                add(new Span(0, text.stripTrailing().length()), size, null);
            } else if (block.getKind() == BlockKind.TABLE) {
                rows(lines());
            } else {
                each(lines(), null);
            }
        }

        private void rows(List<Span> rows) {
            int atTop = TableHead.rows(text, rows);
            Span top = new Span(rows.get(0).start(), rows.get(atTop - 1).end());
            int size = measure.size(part(top));
            if (rows.size() == atTop || size > limit / HEAD_SHARE) {
                each(rows, null);
                return;
            }
            // A head stays with the row below it.
            Span first = new Span(top.start(), rows.get(atTop).end());
            boolean together = measure.size(part(first)) <= limit;
            each(List.of(together ? first : top), null);
            each(rows.subList(together ? atTop + 1 : atTop, rows.size()), new TableHead(part(top) + '\n', size));
        }

        private void each(List<Span> spans, @Nullable TableHead head) {
            int room = limit - (head == null ? 0 : head.size());
            for (Span span : spans) {
                int size = measure.size(part(span));
                if (size <= room) {
                    add(span, size, head);
                } else {
                    pieces(span, room, head);
                }
            }
        }

        private void pieces(Span span, int room, @Nullable TableHead head) {
            for (Span piece : measure.split(text, span, room)) {
                add(piece, Math.min(room, measure.size(part(piece))), head);
                edge = Edge.WORD;
            }
            edge = Edge.SENTENCE;
        }

        private void add(Span span, int size, @Nullable TableHead head) {
            units.add(new Unit(block, place, span.start(), span.end(), size, edge, head));
            edge = Edge.SENTENCE;
        }

        private String part(Span span) {
            return text.substring(span.start(), span.end());
        }

        /** Lines keep their indentation: in a listing it means something. */
        private List<Span> lines() {
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
}
