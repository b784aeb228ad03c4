package io.freshet.records.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompatibilityGuardTest {
    private static final SchemaText INT = new SchemaText("\"int\"");
    private static final SchemaText STRING = new SchemaText("\"string\"");

    @Test
    void whatAReaderOfAnOlderVersionNeedsIsRefusedFromThenOn() {
        InMemoryRegistry registry = new InMemoryRegistry(Compatibility.NONE);
        registry.register("s", INT, false);

        guard(registry);

        assertThat(registry.isCompatible("s", STRING)).isFalse();
        assertThat(registry.compatibility("t")).contains(Compatibility.BACKWARD_TRANSITIVE);
        assertThat(registry.compatibility(null)).contains(Compatibility.NONE);
    }

    @Test
    void aLevelThatSomebodyChoseStays() {
        InMemoryRegistry registry = new InMemoryRegistry();
        registry.setCompatibility("s", Compatibility.FULL_TRANSITIVE);
        registry.setCompatibility("t", Compatibility.NONE);

        guard(registry);

        assertThat(registry.compatibility("s")).contains(Compatibility.FULL_TRANSITIVE);
        assertThat(registry.compatibility("t")).contains(Compatibility.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKWARD_TRANSITIVE", "FULL_TRANSITIVE"})
    void aStrictRegistryIsLeftAlone(Compatibility strict) {
        InMemoryRegistry registry = new InMemoryRegistry(strict);

        guard(registry);

        assertThat(registry.compatibility("s")).isEmpty();
    }

    @Test
    void aRegistryThatForbidsItIsNoReasonToFail() {
        try (FakeRegistryServer server = new FakeRegistryServer();
                RegistryClient client = new HttpRegistryClient(Map.of("schema.registry.url", server.url()))) {
            server.then(200, "{\"compatibilityLevel\":\"BACKWARD\"}")
                    .then(404, FakeRegistryServer.error(40408, "none"))
                    .then(403, FakeRegistryServer.error(40301, "not allowed"));

            assertThatCode(() -> guard(client)).doesNotThrowAnyException();

            assertThat(server.requests()).containsExactly("GET /config", "GET /config/s", "PUT /config/s");
        }
    }

    private static void guard(RegistryClient registry) {
        new CompatibilityGuard(registry).guard(List.of("s", "t"));
    }
}
