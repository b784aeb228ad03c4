package io.freshet.testkit;

import java.util.Map;

final class CohereContractTest extends RemoteEmbedderContract {

    @Override
    Map<String, String> settings() {
        return Map.of("provider", "cohere", "api-key", "k");
    }
}
