package io.freshet.tika;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** Sorts tables that hold data from tables that arrange a page, and makes the latter, and definition lists, plain text. */
final class HtmlTables {

    private static final int LONG_CELL = 400;
    private static final Set<String> CAPTION = Set.of("caption");
    private static final Set<String> PARTS = Set.of("tbody", "thead", "tfoot", "tr");
    private static final Set<String> CELLS = Set.of("td", "th");

    private HtmlTables() {}

    static void arrange(Element root) {
        Elements tables = root.select("table");
        Set<Element> outer = outer(tables);
        TreeEdits edits = new TreeEdits();
        for (Element table : tables) {
            if (outer.contains(table) || isLayout(table)) {
                flatten(table);
            } else {
                children(table, CAPTION).forEach(caption -> {
                    caption.tagName("figcaption");
                    edits.moveBefore(caption, table);
                });
            }
        }
        root.select("dl > dt, dl > div > dt").forEach(term -> define(term, edits));
        edits.apply();
    }

    /** Tables that contain others. */
    private static Set<Element> outer(Elements tables) {
        Set<Element> outer = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Element table : tables) {
            Element around = table.parent();
            while (around != null && !around.normalName().equals("table")) {
                around = around.parent();
            }
            if (around != null) {
                outer.add(around);
            }
        }
        return outer;
    }

    private static void flatten(Element table) {
        table.tagName("div");
        for (Element part : children(table, PARTS)) {
            boolean row = part.normalName().equals("tr");
            for (Element inner : children(part, row ? CELLS : PARTS)) {
                children(inner, CELLS).forEach(cell -> cell.tagName("div"));
                inner.tagName("div");
            }
            part.tagName("div");
        }
    }

    private static List<Element> children(Element parent, Set<String> names) {
        return parent.childNodes().stream()
                .filter(child -> names.contains(child.normalName()))
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static boolean isLayout(Element table) {
        String role = table.attr("role");
        if (role.equals("presentation") || role.equals("none")) {
            return true;
        }
        if (table.selectFirst("th, thead, caption") != null) {
            return false;
        }
        Elements cells = table.select("td");
        boolean oneColumn = cells.size() == table.select("tr").size();
        return oneColumn
                || table.selectFirst("h1, h2, h3, h4, h5, h6") != null
                || cells.stream().anyMatch(cell -> cell.wholeText().strip().length() > LONG_CELL);
    }

    /** "Term: what it means" as one item. */
    private static void define(Element term, TreeEdits edits) {
        Element meaning = term.nextElementSibling();
        if (meaning != null && meaning.normalName().equals("dd") && term.text().length() < LONG_CELL) {
            meaning.prependText(term.text() + ": ");
            edits.remove(term);
        }
    }
}
