package io.freshet.tika;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/**
 * The main content of a web page. What the page itself marks as navigation, footer or hidden goes; names of classes are only
 * believed about small parts; and where such rules would drop more than they keep, they are not followed.
 */
final class HtmlContent {

    private static final String NEVER_TEXT =
            "head, script, style, template, svg, iframe, select, input, textarea, canvas, audio, video";
    private static final String FURNITURE = "nav, footer, dialog, menu, noscript,"
            + " button, object, [role=navigation], [role=contentinfo], [role=dialog], [role=alertdialog], [role=search],"
            + " [role=menu], [role=menubar], [aria-hidden=true], header [role=banner] ul";
    private static final Set<String> WITH_FOOTER = Set.of("article", "blockquote");
    private static final String HIDDEN = "[hidden], [style~=(?i)(display\\s*:\\s*none|visibility\\s*:\\s*hidden)]";
    private static final Pattern PARTS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");
    /** Never what the page is about, unless the page is about it. */
    private static final Set<String> FOREIGN = Set.of(
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "breadcrumb",
            "breadcrumbs",
            "newsletter",
            "share",
            "sharing",
            "pagination",
            "paginator",
            "skiplink");
    /** Furniture if it consists of links. */
    private static final Set<String> LISTS = Set.of(
            "sidebar", "menu", "nav", "navbar", "navigation", "social", "related", "footer", "toc", "widget", "tags");

    private static final int MOST_SOURCE = 5_000_000;
    /** A larger page is taken as it is: it would have to be copied, twice. */
    private static final int MOST_NODES = 400_000;

    private static final double SMALL = 0.25;
    private static final double LINKED = 0.5;
    private static final double MOST = 0.5;

    private final Document document;

    HtmlContent(Document document) {
        this.document = document;
    }

    /** The element to read; the document is changed on the way. */
    Element main() {
        TreeEdits.remove(document.select(NEVER_TEXT));
        Element body = document.body();
        if (document.nodeStream().skip(MOST_NODES).findAny().isPresent()) {
            TreeEdits.remove(body.select("nav, dialog, menu, noscript"));
            return body;
        }
        Element all = body.clone();
        TreeEdits.remove(body.select(FURNITURE).stream()
                .filter(element -> !isFooterOfPart(element))
                .toList());
        int marked = length(body);
        if (marked == 0) {
            return all;
        }
        if (marked > MOST_SOURCE) {
            return body;
        }
        Element rest = body.clone();
        TreeEdits.remove(body.select(HIDDEN));
        dropForeign(body);
        Element content = single(body);
        return 2 * length(content) < marked ? rest : content;
    }

    private static boolean isFooterOfPart(Element element) {
        Element around = element.normalName().equals("footer") ? element.parent() : null;
        while (around != null && !WITH_FOOTER.contains(around.normalName())) {
            around = around.parent();
        }
        return around != null;
    }

    private static void dropForeign(Element body) {
        List<Element> suspects = body
                .select("div[class], div[id], section[class], section[id], ul[class], ul[id], ol[class],"
                        + " p[class], aside, table[class], form[class], header[class], span[class]")
                .stream()
                .filter(element -> isForeign(element) || isList(element))
                .toList();
        TextShares shares = TextShares.in(body, suspects);
        TreeEdits.remove(suspects.stream()
                .filter(element -> shares.isPart(element, SMALL))
                .filter(element -> isForeign(element) || shares.linked(element) >= LINKED)
                .toList());
    }

    private static boolean isForeign(Element element) {
        return names(element).anyMatch(FOREIGN::contains);
    }

    private static boolean isList(Element element) {
        return element.normalName().equals("aside") || names(element).anyMatch(LISTS::contains);
    }

    private static Stream<String> names(Element element) {
        return PARTS.splitAsStream(element.className() + " " + element.id()).map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** The one element that the page calls its main part, together with a topmost heading outside of it. */
    private static Element single(Element body) {
        Element main = onlyOne(body.select("main, [role=main]"));
        if (main == null) {
            main = onlyOne(body.select("article"));
        }
        if (main == null || length(main) < MOST * length(body)) {
            return body;
        }
        List<Element> titles = body.select("h1");
        if (main.selectFirst("h1") == null && titles.size() == 1) {
            main.prependChild(titles.get(0));
        }
        return main;
    }

    private static @Nullable Element onlyOne(Elements found) {
        return found.size() == 1 ? found.first() : null;
    }

    private static int length(Element element) {
        return TextShares.length(element.wholeText());
    }
}
