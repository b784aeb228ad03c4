package io.freshet.store.weaviate;

import java.util.regex.Pattern;

/** What a tenant may be called. */
final class TenantName {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

    private TenantName() {}

    static boolean isName(String tenant) {
        return NAME.matcher(tenant).matches();
    }

    static String require(String tenant) {
        if (!isName(tenant)) {
            throw new IllegalArgumentException("a tenant's name is " + NAME + ": " + tenant);
        }
        return tenant;
    }
}
