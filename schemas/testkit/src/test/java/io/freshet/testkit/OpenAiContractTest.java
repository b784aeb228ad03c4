package io.freshet.testkit;

import java.util.Map;

final class OpenAiContractTest extends RemoteEmbedderContract {

    @Override
    Map<String, String> settings() {
        return Map.of("provider", "openai", "http.base64", "true");
    }
}
