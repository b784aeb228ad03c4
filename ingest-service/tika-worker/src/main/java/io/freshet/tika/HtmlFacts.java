package io.freshet.tika;

import io.freshet.tika.wire.FileFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/** What the head of a web page says about it. */
final class HtmlFacts {

    private static final List<String> CREATED = List.of(
            "article:published_time", "datepublished", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date");
    private static final List<String> MODIFIED = List.of(
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "dcterms.modified",
            "dc.date.modified",
            "last-modified");
    private static final Set<String> AUTHORS = Set.of("author", "dc.creator", "dcterms.creator");
    private static final int MOST_DATA = 200_000;

    private static final List<String> NAMED_BY = List.of("name", "property", "itemprop", "http-equiv");

    private final Document document;
    private final Elements metas;
    private final Elements data;
    private final Map<String, String> contents = new HashMap<>();

    HtmlFacts(Document document) {
        this.document = document;
        this.metas = document.select("meta");
        this.data = document.select("script[type=application/ld+json]");
        for (Element meta : metas) {
            String content = CleanText.of(meta.attr("content"));
            for (String attribute : NAMED_BY) {
                if (meta.hasAttr(attribute)) {
                    contents.putIfAbsent(key(attribute, meta.attr(attribute)), content);
                }
            }
        }
    }

    FileFacts of(String mediaType) {
        return new FileFacts(
                mediaType, title(), language(), null, authors(), date(CREATED, "datePublished"), modified(), 0);
    }

    private @Nullable String title() {
        Element title = document.selectFirst("head > title");
        String text = title == null ? "" : CleanText.of(title.text());
        return text.isEmpty() ? meta("og:title") : text;
    }

    private @Nullable String language() {
        Element html = document.selectFirst("html");
        String declared = html == null ? "" : html.hasAttr("lang") ? html.attr("lang") : html.attr("xml:lang");
        String tag = LanguageTag.of(declared);
        return tag == null ? LanguageTag.of(meta("content-language")) : tag;
    }

    private @Nullable String authors() {
        String authors = metas.stream()
                .filter(meta -> AUTHORS.contains(normal(meta.attr("name"))))
                .map(meta -> CleanText.of(meta.attr("content")))
                .filter(author -> !author.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return authors.isEmpty() ? null : authors;
    }

    private @Nullable String modified() {
        return date(MODIFIED, "dateModified");
    }

    private @Nullable String date(List<String> names, String inData) {
        for (String name : names) {
            String value = meta(name);
            if (value != null) {
                return value;
            }
        }
        String value = linkedData(inData);
        if (value != null) {
            return value;
        }
        Element time = document.selectFirst("time[itemprop=" + inData + "][datetime]");
        return time == null ? null : time.attr("datetime");
    }

    /** One date of a JSON-LD block, without reading the rest of it. */
    private @Nullable String linkedData(String name) {
        Pattern pattern = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]{4,40})\"");
        for (Element script : data) {
            String json = script.data();
            Matcher date = pattern.matcher(json.substring(0, Math.min(MOST_DATA, json.length())));
            if (date.find()) {
                return date.group(1);
            }
        }
        return null;
    }

    private @Nullable String meta(String name) {
        for (String attribute : NAMED_BY) {
            String content = contents.getOrDefault(key(attribute, name), "");
            if (!content.isEmpty()) {
                return content;
            }
        }
        return null;
    }

    private static String key(String attribute, String name) {
        return attribute + "=" + normal(name);
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
