package io.freshet.testkit;

import java.util.Map;

final class TeiContractTest extends RemoteEmbedderContract {

    @Override
    Map<String, String> settings() {
        return Map.of("provider", "tei");
    }
}
