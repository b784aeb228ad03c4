package io.freshet.tika;

import io.freshet.tika.wire.WireBlock.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects a table row by row and writes it as lines of cells; a table in several blocks repeats its header. */
final class TableRows {

    private static final int WIDEST_GAP = 8;

    private final BlockSink sink;
    private final int page;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder();
    private String header = "";

    TableRows(BlockSink sink, int page) {
        this.sink = sink;
        this.page = page;
    }

    void cell(CharSequence raw) {
        cells.add(CleanText.of(raw).replace('\n', ' '));
    }

    void endRow() {
        String row = row();
        cells.clear();
        if (row.isEmpty()) {
            return;
        }
        if (header.isEmpty()) {
            header = row.length() < sink.maxBlockChars() / 4 ? row : " ";
        } else if (rows.length() + row.length() > sink.maxBlockChars()) {
            flush();
            rows.append(header.isBlank() ? "" : header + CleanText.BREAK);
        }
        rows.append(row).append(CleanText.BREAK);
    }

    void end() {
        endRow();
        flush();
    }

    private void flush() {
        sink.block(Kind.TABLE, 0, page, rows);
        rows.setLength(0);
    }

    /** A sheet with one value in its last column would otherwise become sixteen thousand separators. */
    private String row() {
        StringBuilder row = new StringBuilder();
        int gap = 0;
        for (String cell : cells) {
            if (cell.isEmpty()) {
                gap++;
                continue;
            }
            row.append(" | ".repeat(Math.min(gap, WIDEST_GAP)));
            row.append(cell).append(" | ");
            gap = 0;
        }
        int end = row.length() - " | ".length();
        return end < 0 ? "" : row.substring(0, end);
    }
}
