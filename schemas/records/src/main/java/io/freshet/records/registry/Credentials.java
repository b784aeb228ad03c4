package io.freshet.records.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** How a caller proves who it is: basic or bearer, under Confluent's names. */
final class Credentials {
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String USER_INFO = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";
    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    BASIC_SOURCE,
                    ConfigDef.Type.STRING,
                    "URL",
                    ConfigDef.Importance.MEDIUM,
                    "Where the user comes from.")
            .define(USER_INFO, ConfigDef.Type.PASSWORD, null, ConfigDef.Importance.MEDIUM, "user:password.")
            .define(
                    BEARER_SOURCE,
                    ConfigDef.Type.STRING,
                    "STATIC_TOKEN",
                    ConfigDef.Importance.MEDIUM,
                    "Where the token comes from.")
            .define(BEARER_TOKEN, ConfigDef.Type.PASSWORD, null, ConfigDef.Importance.MEDIUM, "The token.");

    private final AbstractConfig config;

    private Credentials(AbstractConfig config) {
        this.config = config;
    }

    static List<Endpoint> endpoints(List<String> urls, Map<String, ?> settings) {
        if (urls.isEmpty()) {
            throw new ConfigException(RegistrySettings.URL + " must name at least one URL");
        }
        Credentials credentials = new Credentials(new AbstractConfig(DEFINITION, settings, false));
        List<Endpoint> endpoints = new ArrayList<>();
        for (String url : urls) {
            endpoints.add(credentials.endpoint(url.trim()));
        }
        return List.copyOf(endpoints);
    }

    private Endpoint endpoint(String url) {
        URI uri = parse(url);
        String userInfo = uri.getUserInfo();
        String base = userInfo == null ? url : url.replaceFirst("//[^@/]*@", "//");
        return new Endpoint(URI.create(base.replaceFirst("/+$", "")), authorization(userInfo));
    }

    private static URI parse(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for other schemes; the URL may hold a password and is not repeated.
        }
        throw new ConfigException(RegistrySettings.URL + " must be a list of http or https URLs");
    }

    private @Nullable String authorization(@Nullable String urlUser) {
        String basicUser = basicUser(urlUser);
        String token = token();
        if (basicUser != null && token != null) {
            throw new ConfigException("give either basic or bearer credentials for the registry, not both");
        }
        if (token != null) {
            return "Bearer " + token;
        }
        return basicUser == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(basicUser.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable String basicUser(@Nullable String urlUser) {
        String source = config.getString(BASIC_SOURCE);
        return switch (source) {
            case "URL" -> urlUser;
            case "USER_INFO" -> {
                Password info = config.getPassword(USER_INFO);
                if (info == null) {
                    throw new ConfigException(BASIC_SOURCE + "=USER_INFO needs " + USER_INFO);
                }
                yield info.value();
            }
            default -> throw new ConfigException(BASIC_SOURCE, source, "must be URL or USER_INFO");
        };
    }

    private @Nullable String token() {
        Password token = config.getPassword(BEARER_TOKEN);
        String source = config.getString(BEARER_SOURCE);
        if (token != null && !"STATIC_TOKEN".equals(source)) {
            throw new ConfigException(BEARER_SOURCE, source, "must be STATIC_TOKEN");
        }
        return token == null ? null : token.value();
    }
}
