package io.freshet.embedding.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a provider must and must not be told, and all that is wrong with what it was told. */
final class Requirements {
    private static final int MOST_TEXTS_OF_COHERE = 96;

    private final Provider provider;
    private final List<String> problems = new ArrayList<>();

    Requirements(Provider provider) {
        this.provider = provider;
    }

    void ofEveryModelButTheBundledOne(String name, @Nullable Object value) {
        notOfTheBundledModel(name, value);
        if (provider != Provider.ONNX && isMissing(value)) {
            problems.add(name + " is required for provider = " + spelled());
        }
    }

    void notOfTheBundledModel(String name, @Nullable Object value) {
        if (provider == Provider.ONNX && value != null) {
            problems.add(name + " is fixed for the bundled model; set provider to use another model");
        }
    }

    void ofModelFiles(String name, @Nullable Object value) {
        if (provider == Provider.ONNX_FILES && value == null) {
            problems.add(name + " is required for provider = onnx-files");
        }
    }

    void ofModelFilesOnly(String name, @Nullable Object value) {
        ofModelFiles(name, value);
        if (provider != Provider.ONNX_FILES && value != null) {
            problems.add(name + " is for provider = onnx-files, not " + spelled());
        }
    }

    void ofRemoteModelsOnly(String name, @Nullable URI value) {
        if (!provider.isRemote()) {
            if (value != null) {
                problems.add(name + " is for a remote provider, not " + spelled());
            }
        } else if (value == null) {
            problems.add(name + " is required for provider = " + spelled());
        } else if (!isWeb(value)) {
            problems.add(name + " must be an address such as https://host/path, without user and password");
        }
    }

    void ofKeyedProviders(String name, @Nullable String value) {
        if (provider == Provider.COHERE && isMissing(value)) {
            problems.add(name + " is required for provider = cohere");
        }
        if (!provider.isRemote() && value != null) {
            problems.add(name + " is for a remote provider, not " + spelled());
        }
        if (value != null && !value.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
            problems.add(name + " must be visible ASCII without blanks");
        }
    }

    void batchOf(int texts) {
        if (provider == Provider.COHERE && texts > MOST_TEXTS_OF_COHERE) {
            problems.add("batch.texts = " + texts + ": cohere takes at most " + MOST_TEXTS_OF_COHERE);
        }
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static boolean isMissing(@Nullable Object value) {
        return value == null || value.toString().isBlank();
    }

    /** A password in an address would be shown in logs. */
    private static boolean isWeb(URI url) {
        return url.getHost() != null
                && url.getUserInfo() == null
                && url.getFragment() == null
                && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }

    private String spelled() {
        return provider == Provider.ONNX_FILES ? "onnx-files" : provider.name().toLowerCase(Locale.ROOT);
    }
}
