package io.freshet.ingest.content;

import io.freshet.service.config.ConfigException;
import io.freshet.service.config.ConfigReader;
import java.util.HashMap;
import java.util.Map;

/** Settings as a service would read them. */
public final class ContentSettingsOf {

    private ContentSettingsOf() {}

    /**
     * Reads these keys, and defaults for the others.
     *
     * @param keys each without the {@code freshet.content.} before it
     */
    public static ContentSettings keys(Map<String, String> keys) throws ConfigException {
        Map<String, String> full = new HashMap<>();
        keys.forEach((key, value) -> full.put("freshet.content." + key, value));
        return ConfigReader.read(Tree.class, full, Map.of(), Map.of()).value().content();
    }

    private record Tree(ContentSettings content) {}
}
