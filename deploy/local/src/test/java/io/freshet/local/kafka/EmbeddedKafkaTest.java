package io.freshet.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 90, unit = TimeUnit.SECONDS)
final class EmbeddedKafkaTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;

    private final List<EmbeddedKafkaException> fatal = new CopyOnWriteArrayList<>();

    @Test
    void transactionsAndGroupsOutliveARestartOnAnotherPort() throws Exception {
        try (EmbeddedKafka kafka = start();
                TestClients clients = new TestClients(kafka.bootstrapServers())) {
            clients.createTopic();
            clients.sendInTransaction("one", "two");
            clients.sendAndAbort("never");

            assertThat(clients.readNewAsGroup(2)).containsExactly("one", "two");
        }

        try (EmbeddedKafka kafka = start();
                TestClients clients = new TestClients(kafka.bootstrapServers())) {
            clients.sendInTransaction("three");

            assertThat(clients.readNewAsGroup(1)).containsExactly("three");
            assertThat(clients.readAll(3)).containsExactly("one", "two", "three");
        }
        assertThat(fatal).isEmpty();
    }

    @Test
    void aMessageOfTwentyMegabytesGoesThrough() throws Exception {
        try (EmbeddedKafka kafka = start();
                TestClients clients = new TestClients(kafka.bootstrapServers())) {
            clients.createTopic();
            String large = "x".repeat(19 * 1024 * 1024);

            clients.sendInTransaction(large);

            assertThat(clients.readAll(1).get(0)).hasSize(large.length());
        }
    }

    @Test
    void aSecondBrokerOnTheSameDirectoryIsRefusedAndTheFirstGoesOn() throws Exception {
        try (EmbeddedKafka kafka = start();
                TestClients clients = new TestClients(kafka.bootstrapServers())) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessage("another broker is using " + directory);

            clients.createTopic();
            clients.sendInTransaction("still here");
            assertThat(clients.readAll(1)).containsExactly("still here");
        }
    }

    @Test
    void aPortInUseIsNamedAndTheDirectoryIsFreeAgain() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedKafkaSettings settings = new EmbeddedKafkaSettings(directory, taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedKafka.start(settings, fatal::add))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessage("port " + taken.getLocalPort() + " is in use, so Kafka cannot listen on it");
        }

        try (EmbeddedKafka kafka = start()) {
            assertThat(kafka.port()).isPositive();
        }
        assertThat(fatal).isEmpty();
    }

    @Test
    void aChosenPortIsTheOneThatClientsAreTold() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, free), fatal::add);
                TestClients clients = new TestClients(kafka.bootstrapServers())) {
            assertThat(kafka.port()).isEqualTo(free);
            assertThat(clients.advertisedPort()).isEqualTo(free);
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");

        assertThatThrownBy(() -> EmbeddedKafka.start(new EmbeddedKafkaSettings(file, 0), fatal::add))
                .isInstanceOf(EmbeddedKafkaException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aHaltReachesTheOwnerOnceInsteadOfEndingTheProcess() throws Exception {
        try (EmbeddedKafka kafka = start()) {
            Exit.halt(1, "all log dirs have failed");
            Exit.halt(1, "again");

            assertThat(kafka.port()).isPositive();
        }
        assertThat(fatal).singleElement().satisfies(e -> assertThat(e)
                .hasMessageContaining("all log dirs have failed"));
    }

    @Test
    void whatWasAcknowledgedOutlivesAKillAndTheRestartIsQuick() throws Exception {
        try (BrokerChild child = BrokerChild.start(directory);
                TestClients clients = new TestClients("127.0.0.1:" + child.port())) {
            clients.createTopic();
            clients.sendInTransaction("kept");
            child.kill();
        }

        long before = System.nanoTime();
        try (EmbeddedKafka kafka = start();
                TestClients clients = new TestClients(kafka.bootstrapServers())) {
            assertThat(clients.readAll(1)).containsExactly("kept");
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before))
                    .isLessThan(30);
            clients.sendInTransaction("and on");
            assertThat(clients.readAll(2)).containsExactly("kept", "and on");
        }
    }

    private EmbeddedKafka start() throws EmbeddedKafkaException {
        return EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, 0), fatal::add);
    }
}
