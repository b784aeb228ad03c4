package io.freshet.tika;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** How much of the text of a page lies in some of its elements, counted in one walk however they lie inside each other. */
final class TextShares implements NodeVisitor {

    private static final Set<String> CENTRES = Set.of("h1", "main", "article");

    /** What has been seen up to a place in the page, or of an element between its tags. */
    private record Seen(long text, long linked, long centres) {
        Seen since(Seen start) {
            return new Seen(text - start.text, linked - start.linked, centres - start.centres);
        }
    }

    private final IdentityHashMap<Element, Seen> shares = new IdentityHashMap<>();
    private long text;
    private long linked;
    private long centres;
    private int links;

    private TextShares() {}

    static TextShares in(Element root, Collection<Element> elements) {
        TextShares shares = new TextShares();
        elements.forEach(element -> shares.shares.put(element, new Seen(0, 0, 0)));
        root.traverse(shares);
        return shares;
    }

    /** Characters that are no space. */
    static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length += Character.isWhitespace(text.charAt(i)) ? 0 : 1;
        }
        return length;
    }

    /** Whether the element has less than a share of all text, and nothing that a page has in its middle. */
    boolean isPart(Element element, double share) {
        Seen seen = seen(element);
        return seen.text < share * text && seen.centres == 0;
    }

    /** The share of an element's text that is links. */
    double linked(Element element) {
        Seen seen = seen(element);
        return seen.text == 0 ? 1 : (double) seen.linked / seen.text;
    }

    private Seen seen(Element element) {
        return shares.getOrDefault(element, new Seen(0, 0, 0));
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words) {
            int length = length(words.getWholeText());
            text += length;
            linked += links > 0 ? length : 0;
        } else if (node instanceof Element element) {
            shares.computeIfPresent(element, (same, nothing) -> here());
            links += isLink(element) ? 1 : 0;
            centres += CENTRES.contains(element.normalName()) ? 1 : 0;
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            links -= isLink(element) ? 1 : 0;
            shares.computeIfPresent(element, (same, start) -> here().since(start));
        }
    }

    private Seen here() {
        return new Seen(text, linked, centres);
    }

    private static boolean isLink(Element element) {
        return element.normalName().equals("a");
    }
}
