package io.freshet.ingest.event;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a media type says about the form of its content. */
public final class MediaTypes {

    /** Types that clients send when they mean none. */
    private static final Set<String> UNTOLD =
            Set.of("application/octet-stream", "application/x-www-form-urlencoded", "");

    private MediaTypes() {}

    /** Whether the content is JSON, as CloudEvents define it: the subtype is json or ends with +json. */
    static boolean isJson(@Nullable String type) {
        String bare = bare(type);
        return bare.endsWith("/json") || bare.endsWith("+json");
    }

    /** The type without parameters, in lower case; empty when there is none. */
    public static String bare(@Nullable String type) {
        if (type == null) {
            return "";
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** The type that a client of HTTP meant, if it meant any. */
    public static @Nullable String told(@Nullable String type) {
        return UNTOLD.contains(bare(type)) ? null : type;
    }
}
