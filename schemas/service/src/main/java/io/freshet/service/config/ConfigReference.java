package io.freshet.service.config;

import java.util.Map;

/** The reference page of a record tree, as Markdown. */
public final class ConfigReference {
    private ConfigReference() {}

    public static String markdown(Class<? extends Record> tree) {
        StringBuilder page = new StringBuilder("| key | environment | type | default | what it does |\n")
                .append("|---|---|---|---|---|\n");
        for (Setting setting : Setting.declaredBy(tree, "freshet")) {
            String rest = setting.isMap() ? ".*" : "";
            page.append("| `").append(setting.key()).append(rest);
            page.append("` | `").append(setting.variable()).append(setting.isMap() ? "_*" : "");
            page.append("` | ").append(type(setting));
            page.append(" | ").append(defaultValue(setting));
            page.append(" | ").append(setting.doc()).append(" |\n");
        }
        return page.toString();
    }

    private static String type(Setting setting) {
        if (setting.type().isEnum()) {
            Object[] constants = setting.type().getEnumConstants();
            StringBuilder names = new StringBuilder();
            for (Object constant : constants == null ? new Object[0] : constants) {
                names.append(names.isEmpty() ? "" : ", ").append(Values.spelled(constant));
            }
            return names.toString();
        }
        return setting.type() == Map.class
                ? "text by name"
                : Setting.kebab(setting.type().getSimpleName()).replace('-', ' ');
    }

    private static String defaultValue(Setting setting) {
        if (setting.defaultValue() != null) {
            return "`" + setting.defaultValue() + "`";
        }
        return setting.nullable() || setting.isMap() ? "unset" : "**required**";
    }
}
