package io.freshet.tika;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/** What the elements of XHTML mean for the structure of a text. */
final class Elements {

    private static final Set<String> BOILERPLATE = Set.of(
            "head",
            "script",
            "style",
            "noscript",
            "template",
            "nav",
            "footer",
            "svg",
            "iframe",
            "object",
            "button",
            "select",
            "dialog",
            "menu");
    private static final Set<String> BOILERPLATE_ROLES =
            Set.of("navigation", "contentinfo", "dialog", "alertdialog", "search", "menu", "menubar");
    private static final Set<String> BOILERPLATE_CLASSES = Set.of("slide-master-content", "embedded", "package-entry");
    private static final Set<String> NOTES = Set.of("annotation", "note");
    private static final Set<String> PAGES = Set.of("page", "slide-content", "slide");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "aside",
            "address",
            "blockquote",
            "body",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "figure",
            "form",
            "fieldset",
            "hr",
            "details",
            "summary",
            "tbody",
            "thead",
            "tfoot",
            "hgroup",
            "label",
            "option");

    private Elements() {}

    static boolean isDropped(String name, Attributes attributes) {
        return BOILERPLATE.contains(name)
                || attributes.getValue("hidden") != null
                || "true".equals(attributes.getValue("aria-hidden"))
                || contains(BOILERPLATE_ROLES, attributes.getValue("role"))
                || (name.equals("div") && contains(BOILERPLATE_CLASSES, attributes.getValue("class")));
    }

    static boolean isPage(String name, Attributes attributes) {
        return name.equals("div") && contains(PAGES, attributes.getValue("class"));
    }

    static boolean isSlide(Attributes attributes) {
        return "slide".equals(attributes.getValue("class"));
    }

    static boolean isSlideContent(Attributes attributes) {
        return "slide-content".equals(attributes.getValue("class"));
    }

    /** A footnote or comment at the place that it refers to. */
    static boolean isNote(String name, Attributes attributes) {
        return name.equals("p") && contains(NOTES, attributes.getValue("class"));
    }

    /** A comment that begins with the name of its author. */
    static boolean isComment(String name, Attributes attributes) {
        return name.equals("p") && "slide-comment".equals(attributes.getValue("class"));
    }

    static boolean isBlock(String name) {
        return BLOCKS.contains(name);
    }

    /** The level of a heading, or 0. */
    static int headingLevel(String name) {
        boolean heading = name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6';
        return heading ? name.charAt(1) - '0' : 0;
    }

    private static boolean contains(Set<String> words, @Nullable String value) {
        return value != null && words.contains(value);
    }
}
