package io.freshet.service.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A YAML file of settings, flattened to full keys. */
public final class ConfigFile {
    private ConfigFile() {}

    public static Map<String, String> read(Path file) throws ConfigException {
        try {
            Map<String, String> values = new LinkedHashMap<>();
            flatten("", new YAMLMapper().readTree(Files.readString(file)), values);
            return values;
        } catch (JsonProcessingException malformed) {
            throw new ConfigException(List.of(file + " is not valid YAML: " + malformed.getOriginalMessage()));
        } catch (IOException unreadable) {
            throw new ConfigException(List.of("cannot read " + file + ": " + unreadable.getMessage()));
        }
    }

    private static void flatten(String key, JsonNode node, Map<String, String> values) {
        if (node instanceof ArrayNode items) {
            StringJoiner joined = new StringJoiner(",");
            items.forEach(item -> joined.add(item.asText()));
            values.put(key, joined.toString());
        } else if (node.isObject()) {
            node.properties().forEach(entry -> flatten(join(key, entry.getKey()), entry.getValue(), values));
        } else if (!node.isNull() && !node.isMissingNode()) {
            values.put(key, node.asText());
        }
    }

    private static String join(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }
}
