package io.freshet.tika;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * Changes to a tree of HTML that are made all at once. One by one, each would number the brothers and sisters of its node
 * anew, and a page may have a hundred thousand of them.
 */
final class TreeEdits {

    private final Set<Node> removed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Node, Node> inserted = new IdentityHashMap<>();
    private final Set<Element> touched = Collections.newSetFromMap(new IdentityHashMap<>());

    static void remove(Collection<? extends Node> nodes) {
        TreeEdits edits = new TreeEdits();
        nodes.forEach(edits::remove);
        edits.apply();
    }

    void remove(Node node) {
        if (node.parent() instanceof Element parent) {
            removed.add(node);
            touched.add(parent);
        }
    }

    /** Moves a node to the place before another. */
    void moveBefore(Node node, Node other) {
        if (other.parent() instanceof Element parent) {
            remove(node);
            inserted.put(other, node);
            touched.add(parent);
        }
    }

    void apply() {
        for (Element parent : touched) {
            List<Node> kept = new ArrayList<>();
            for (Node child : parent.childNodes()) {
                if (!removed.contains(child)) {
                    Node before = inserted.get(child);
                    if (before != null) {
                        kept.add(before);
                    }
                    kept.add(child);
                }
            }
            rebuild(parent, kept);
        }
    }

    private static void rebuild(Element parent, List<Node> children) {
        parent.empty();
        parent.appendChildren(children);
    }
}
