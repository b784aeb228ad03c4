package io.freshet.tika;

import java.util.ArrayList;
import java.util.List;

/** The lines of a PDF page in the order in which they were drawn. */
record PdfPage(List<PdfLine> lines, float height) {

    static final PdfPage EMPTY = new PdfPage(List.of(), 0);

    private static final float EDGE = 0.1f;

    PdfPage {
        lines = List.copyOf(lines);
    }

    /** In the margin, or the first or last line on the page, which may have crop marks around it. */
    boolean isAtEdge(PdfLine line) {
        return isOuter(line) || line.y() < EDGE * height || line.y() > (1 - EDGE) * height;
    }

    private boolean isOuter(PdfLine line) {
        float gap = line.size() / 4;
        return lines.stream().allMatch(other -> other.y() > line.y() - gap)
                || lines.stream().allMatch(other -> other.y() < line.y() + gap);
    }

    /** The usual distance of two lines of one paragraph, or 0. */
    float pitch() {
        List<Float> steps = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            PdfLine line = lines.get(i);
            float step = line.y() - lines.get(i - 1).y();
            if (step > 0.5f * line.size() && step < 3 * line.size() && line.isSetLike(lines.get(i - 1))) {
                steps.add(step);
            }
        }
        steps.sort(null);
        return steps.isEmpty() ? 0 : steps.get((steps.size() - 1) / 3);
    }

    /** Where full lines end that begin where this one does: nine out of ten end no farther right. */
    float columnRight(PdfLine line) {
        List<Float> ends = lines.stream()
                .filter(other -> Math.abs(other.left() - line.left()) < 3 * line.size())
                .map(PdfLine::right)
                .sorted()
                .toList();
        return ends.isEmpty() ? line.right() : ends.get((ends.size() - 1) * 9 / 10);
    }
}
