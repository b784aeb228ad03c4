package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;

/** Refuses pages whose tables and lists lie inside each other too deep to mean anything, as other formats are refused. */
final class HtmlNesting implements NodeVisitor {

    private static final int DEEPEST = 100;
    private static final Set<String> NESTING = Set.of("table", "ul", "ol", "dl", "blockquote");

    private int depth;
    private int deepest;

    static void check(Element root) throws FailureException {
        HtmlNesting nesting = new HtmlNesting();
        root.traverse(nesting);
        if (nesting.deepest > DEEPEST) {
            throw tooDeep();
        }
    }

    static FailureException tooDeep() {
        return new FailureException(
                FailureCode.TOO_NESTED, "Its elements lie inside each other too deep to be followed.");
    }

    @Override
    public void head(Node node, int level) {
        if (NESTING.contains(node.normalName())) {
            depth++;
            deepest = Math.max(deepest, depth);
        }
    }

    @Override
    public void tail(Node node, int level) {
        if (NESTING.contains(node.normalName())) {
            depth--;
        }
    }
}
