package io.freshet.tika;

import io.freshet.tika.wire.WireBlock.Kind;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Walks a Markdown document and writes its blocks. */
final class MarkdownBlocks extends AbstractVisitor {

    private final BlockSink sink;
    private final StringBuilder text = new StringBuilder();

    MarkdownBlocks(BlockSink sink) {
        this.sink = sink;
    }

    @Override
    public void visit(Heading heading) {
        visitChildren(heading);
        write(Kind.HEADING, heading.getLevel());
    }

    @Override
    public void visit(Paragraph paragraph) {
        visitChildren(paragraph);
        write(isInList(paragraph) ? Kind.LIST_ITEM : Kind.PARAGRAPH, 0);
    }

    @Override
    public void visit(FencedCodeBlock code) {
        sink.block(Kind.CODE, 0, 0, code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        sink.block(Kind.CODE, 0, 0, code.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
        sink.block(Kind.PARAGRAPH, 0, 0, withoutTags(html.getLiteral()));
    }

    @Override
    public void visit(HtmlInline html) {
        // Tags carry no text.
    }

    @Override
    public void visit(CustomBlock block) {
        if (!(block instanceof TableBlock)) {
            visitChildren(block);
            return;
        }
        TableRows rows = new TableRows(sink, 0);
        for (Node section = block.getFirstChild(); section != null; section = section.getNext()) {
            for (Node row = section.getFirstChild(); row != null; row = row.getNext()) {
                tableRow(row, rows);
            }
        }
        rows.end();
    }

    @Override
    public void visit(CustomNode node) {
        visitChildren(node);
    }

    @Override
    public void visit(Text literal) {
        text.append(literal.getLiteral());
    }

    @Override
    public void visit(Code code) {
        text.append(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        text.append(' ');
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        text.append(CleanText.BREAK);
    }

    /** Not by a pattern: that would look for the end of every tag through all the rest. */
    private static String withoutTags(String html) {
        StringBuilder kept = new StringBuilder();
        int from = 0;
        while (true) {
            int tag = html.indexOf('<', from);
            String end = tag >= 0 && html.startsWith("<!--", tag) ? "-->" : ">";
            int close = tag < 0 ? -1 : html.indexOf(end, tag);
            if (close < 0) {
                return kept.append(html, from, html.length()).toString();
            }
            kept.append(html, from, tag).append(' ');
            from = close + end.length();
        }
    }

    private void tableRow(Node row, TableRows rows) {
        if (!(row instanceof TableRow)) {
            return;
        }
        for (Node cell = row.getFirstChild(); cell instanceof TableCell; cell = cell.getNext()) {
            visitChildren(cell);
            rows.cell(text);
            text.setLength(0);
        }
        rows.endRow();
    }

    private void write(Kind kind, int level) {
        sink.block(kind, level, 0, text);
        text.setLength(0);
    }

    private static boolean isInList(Node node) {
        return node.getParent() instanceof ListItem;
    }
}
