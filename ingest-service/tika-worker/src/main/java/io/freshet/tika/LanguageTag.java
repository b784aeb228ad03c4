package io.freshet.tika;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A language tag as documents write it, put in one form; what is no tag is no language. */
final class LanguageTag {

    private static final Pattern TAG = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{1,8})*");

    private LanguageTag() {}

    static @Nullable String of(@Nullable String declared) {
        if (declared == null) {
            return null;
        }
        String first =
                declared.strip().split("[,;\\s]", 2)[0].toLowerCase(Locale.ROOT).replace('_', '-');
        return TAG.matcher(first).matches() && !first.startsWith("x-") && !first.equals("und") ? first : null;
    }
}
