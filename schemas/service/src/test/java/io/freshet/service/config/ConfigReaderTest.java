package io.freshet.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

    enum Colour {
        RED,
        DARK_BLUE
    }

    record Inner(
            @Doc("A port.") @Default("8080") @Range(min = 1, max = 65535)
            int port,

            @Doc("A wait.") @Default("5s") Duration maxWait) {}

    record Tree(
            Inner http,
            @Defaults("port=9090") Inner other,
            @Doc("A name.") String name,
            @Doc("A key.") @Nullable @Secret String apiKey,
            @Doc("A size.") @Default("16MiB") ByteSize limit,
            @Doc("A colour.") @Default("dark-blue") Colour colour,
            @Doc("Some hosts.") @Default("a,b") List<String> hosts,
            @Doc("A place.") @Default("/data") Path dir,
            @Doc("Passes through.") Map<String, String> client) {
        Tree {
            if (name.equals("forbidden")) {
                throw new IllegalArgumentException("name may not be forbidden");
            }
        }
    }

    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void defaultsApplyWhereNothingIsSet() throws ConfigException {
        Tree tree = read(NOTHING, NOTHING, Map.of("freshet.name", "x"));

        assertThat(tree)
                .isEqualTo(new Tree(
                        new Inner(8080, Duration.ofSeconds(5)),
                        new Inner(9090, Duration.ofSeconds(5)),
                        "x",
                        null,
                        ByteSize.mebibytes(16),
                        Colour.DARK_BLUE,
                        List.of("a", "b"),
                        Path.of("/data"),
                        Map.of()));
    }

    @Test
    void theCommandLineBeatsTheEnvironmentWhichBeatsTheFile() throws ConfigException {
        Tree tree = read(
                Map.of("freshet.name", "line"),
                Map.of("FRESHET_NAME", "env", "FRESHET_HTTP_PORT", "2"),
                Map.of("freshet.name", "file", "freshet.http.port", "3", "freshet.http.max-wait", "250ms"));

        assertThat(tree.name()).isEqualTo("line");
        assertThat(tree.http()).isEqualTo(new Inner(2, Duration.ofMillis(250)));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> read(
                        NOTHING,
                        Map.of("FRESHET_LIMIT", "many"),
                        Map.of("freshet.htp.port", "1", "freshet.http.port", "70000", "freshet.colour", "green")))
                .asInstanceOf(type(ConfigException.class))
                .extracting(ConfigException::problems)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrder(
                        "freshet.htp.port is not a setting; did you mean freshet.http.port?",
                        "freshet.http.port = '70000' (file): expected a number from 1 to 65535",
                        "freshet.name is required: A name.",
                        "freshet.limit = 'many' (environment): expected a size such as 64KiB or 16MiB",
                        "freshet.colour = 'green' (file): expected one of [red, dark-blue]");
    }

    @Test
    void whatARecordRefusesIsAProblemOfItsKey() {
        assertThatThrownBy(() -> read(NOTHING, NOTHING, Map.of("freshet.name", "forbidden")))
                .hasMessage("freshet: name may not be forbidden");
    }

    @Test
    void secretsAreNeverShown() throws ConfigException {
        Config<Tree> config = ConfigReader.read(
                Tree.class, NOTHING, Map.of("FRESHET_API_KEY", "hunter2"), Map.of("freshet.name", "x"));

        assertThat(config.value().apiKey()).isEqualTo("hunter2");
        assertThat(config.effective().toString()).contains("freshet.api-key").doesNotContain("hunter2");
    }

    @Test
    void mapsTakeEverythingBelowTheirKey() throws ConfigException {
        Tree tree = read(
                NOTHING,
                Map.of("FRESHET_CLIENT_SECURITY_PROTOCOL", "SSL"),
                Map.of("freshet.name", "x", "freshet.client.linger.ms", "5"));

        assertThat(tree.client())
                .containsExactlyInAnyOrderEntriesOf(Map.of("linger.ms", "5", "security.protocol", "SSL"));
    }

    record Port(
            @Doc("A port.") @Default("80") int port,
            @Doc("A label.") @Nullable String label) {
        Port {
            if (port == 13) {
                throw new IllegalArgumentException("port 13 is bad luck");
            }
        }
    }

    record Harbour(Map<String, Port> ports) {}

    @Test
    void aMapOfRecordsHasASubtreeForEachName() throws ConfigException {
        Harbour harbour = harbour(
                Map.of("freshet.ports.east.port", "1"),
                Map.of(),
                Map.of("freshet.ports.east.port", "2", "freshet.ports.far.north.label", "cold"));

        assertThat(harbour.ports()).isEqualTo(Map.of("east", new Port(1, null), "far.north", new Port(80, "cold")));
    }

    @Test
    void variablesNameEntriesOrSetThoseOfTheFile() throws ConfigException {
        Harbour harbour = harbour(
                NOTHING,
                Map.of("FRESHET_PORTS_OLD_PIER_PORT", "7", "FRESHET_PORTS_FAR_NORTH_PORT", "8"),
                Map.of("freshet.ports.Far.North.label", "cold"));

        assertThat(harbour.ports()).isEqualTo(Map.of("old-pier", new Port(7, null), "Far.North", new Port(8, "cold")));
    }

    @Test
    void whatIsWrongWithAnEntryIsSaidOfItsKey() {
        assertThatThrownBy(() -> harbour(
                        NOTHING,
                        NOTHING,
                        Map.of("freshet.ports.a.prt", "1", "freshet.ports.b.port", "13", "freshet.ports.c.port", "x")))
                .asInstanceOf(type(ConfigException.class))
                .extracting(ConfigException::problems)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).startsWith("freshet.ports.a.prt is not a setting"),
                        problem -> assertThat(problem).isEqualTo("freshet.ports.b: port 13 is bad luck"),
                        problem -> assertThat(problem)
                                .isEqualTo("freshet.ports.c.port = 'x' (file): expected a whole number"));
    }

    @Test
    void theReferenceShowsEntriesWithAPlaceForTheName() {
        assertThat(ConfigReference.markdown(Harbour.class).lines())
                .contains("| `freshet.ports.<name>.port` | `FRESHET_PORTS_<NAME>_PORT` | int | `80` | A port. |");
    }

    private static Harbour harbour(Map<String, String> overrides, Map<String, String> env, Map<String, String> file)
            throws ConfigException {
        return ConfigReader.read(Harbour.class, overrides, env, file).value();
    }

    @Test
    void theReferenceListsEverySetting() {
        assertThat(ConfigReference.markdown(Tree.class).lines())
                .hasSize(13)
                .contains("| `freshet.http.max-wait` | `FRESHET_HTTP_MAX_WAIT` | duration | `5s` | A wait. |")
                .contains("| `freshet.other.port` | `FRESHET_OTHER_PORT` | int | `9090` | A port. |")
                .contains("| `freshet.client.*` | `FRESHET_CLIENT_*` | text by name | unset | Passes through. |");
    }

    private static Tree read(Map<String, String> overrides, Map<String, String> env, Map<String, String> file)
            throws ConfigException {
        return ConfigReader.read(Tree.class, overrides, env, file).value();
    }
}
