package io.freshet.tika;

import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/** Tells an XHTML handler about a tree of HTML, without attributes: what they could say has been heeded. */
final class HtmlWalk {

    private static final AttributesImpl NONE = new AttributesImpl();
    private static final Map<String, String> NAMES = Map.of(
            "nav",
            "div",
            "footer",
            "div",
            "dialog",
            "div",
            "menu",
            "ul",
            "object",
            "div",
            "button",
            "span",
            "noscript",
            "div",
            "dd",
            "li");

    private final XhtmlBlocks blocks;

    HtmlWalk(XhtmlBlocks blocks) {
        this.blocks = blocks;
    }

    /** A loop, not a recursion: depth is the file's to choose. */
    void over(Element root) throws SAXException {
        Node node = root;
        while (true) {
            head(node);
            if (node.childNodeSize() > 0) {
                node = node.childNode(0);
                continue;
            }
            tail(node);
            while (!node.equals(root) && node.nextSibling() == null) {
                node = parent(node);
                tail(node);
            }
            if (node.equals(root)) {
                return;
            }
            node = next(node);
        }
    }

    private static Node parent(Node node) {
        Node parent = node.parent();
        if (parent == null) {
            throw new IllegalStateException("left the tree");
        }
        return parent;
    }

    private static Node next(Node node) {
        Node next = node.nextSibling();
        if (next == null) {
            throw new IllegalStateException("left the row");
        }
        return next;
    }

    private void head(Node node) throws SAXException {
        if (node instanceof Element element) {
            String name = name(element);
            blocks.startElement("", name, name, NONE);
        } else if (node instanceof TextNode text) {
            char[] chars = text.getWholeText().toCharArray();
            blocks.characters(chars, 0, chars.length);
        }
    }

    private void tail(Node node) {
        if (node instanceof Element element) {
            String name = name(element);
            blocks.endElement("", name, name);
        }
    }

    private static String name(Element element) {
        String name = element.normalName();
        return NAMES.getOrDefault(name, name);
    }
}
