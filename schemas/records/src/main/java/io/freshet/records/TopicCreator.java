package io.freshet.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics exist and waits until every partition has a leader that answers.
 *
 * <p>The wait is not politeness: an idempotent producer that sends into a topic created a moment ago can lose its first
 * batches (KAFKA-15591). Existing topics are never changed; where they differ, {@link TopicProblemException} says how.
 */
public final class TopicCreator {
    private static final Logger log = LoggerFactory.getLogger(TopicCreator.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String LARGEST_MESSAGE = "max.message.bytes";

    private final Admin admin;
    private final int replicationFactor;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final Pause pause;

    /** Waits a little. */
    interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    /**
     * Creates topics through the given client.
     *
     * @param admin stays open; whoever made it closes it
     * @param replicationFactor replicas of the topics that are created; -1 leaves it to the broker
     * @param timeout bound of each {@link #ensure}
     */
    public TopicCreator(Admin admin, int replicationFactor, Duration timeout) {
        this(admin, replicationFactor, timeout, System::nanoTime, time -> Thread.sleep(time.toMillis()));
    }

    TopicCreator(Admin admin, int replicationFactor, Duration timeout, LongSupplier nanos, Pause pause) {
        this.admin = admin;
        this.replicationFactor = replicationFactor;
        this.timeout = timeout;
        this.nanos = nanos;
        this.pause = pause;
    }

    /**
     * Creates what is missing, checks what is there, and returns once all partitions can be written.
     *
     * @throws TopicProblemException if a topic differs from its declaration, or the time is over
     */
    public void ensure(Collection<? extends Topic<?>> topics) throws InterruptedException {
        long deadline = nanos.getAsLong() + timeout.toNanos();
        List<Topic<?>> existing = create(topics, deadline);
        List<String> problems = check(existing, deadline);
        if (!problems.isEmpty()) {
            throw new TopicProblemException(problems);
        }
        awaitLeaders(topics, deadline);
    }

    private List<Topic<?>> create(Collection<? extends Topic<?>> topics, long deadline) throws InterruptedException {
        Optional<Short> replicas = replicationFactor < 0 ? Optional.empty() : Optional.of((short) replicationFactor);
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic<?> topic : topics) {
            wanted.add(new NewTopic(topic.name(), Optional.of(topic.partitions()), replicas).configs(topic.settings()));
        }
        Map<String, KafkaFuture<Void>> created = admin.createTopics(wanted).values();
        List<Topic<?>> existing = new ArrayList<>();
        for (Topic<?> topic : topics) {
            try {
                await(Objects.requireNonNull(created.get(topic.name())), deadline, "create topic " + topic.name());
                log.atInfo()
                        .addKeyValue("topic", topic.name())
                        .addKeyValue("partitions", topic.partitions())
                        .log("topic created");
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw failed("create topic " + topic.name(), e);
                }
                existing.add(topic);
            }
        }
        return existing;
    }

    private List<String> check(List<Topic<?>> topics, long deadline) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Topic<?> topic : topics) {
            int partitions = describe(topic, deadline).partitions().size();
            if (partitions != topic.partitions()) {
                problems.add("topic " + topic.name() + " has " + partitions + " partitions, but " + topic.partitions()
                        + " are configured");
            }
            Config settings = settings(topic, deadline);
            String cleanUp = cleanUp(settings);
            if (!cleanUp.equals(topic.cleanUp().policy())) {
                problems.add("topic " + topic.name() + " has cleanup.policy=" + cleanUp + ", but needs "
                        + topic.cleanUp().policy());
            }
            int needed = Integer.parseInt(topic.settings().get(LARGEST_MESSAGE));
            ConfigEntry largest = settings.get(LARGEST_MESSAGE);
            if (largest != null && Integer.parseInt(largest.value()) < needed) {
                problems.add("topic " + topic.name() + " has " + LARGEST_MESSAGE + "=" + largest.value()
                        + ", but needs at least " + needed + ", or large documents are refused");
            }
        }
        return problems;
    }

    // Another process may have created the topic a moment ago: the answering broker may not know it yet.
    private TopicDescription describe(Topic<?> topic, long deadline) throws InterruptedException {
        Map<String, TopicDescription> answer =
                retrying("describe topic " + topic.name(), deadline, () -> admin.describeTopics(List.of(topic.name()))
                        .allTopicNames());
        return Objects.requireNonNull(answer.get(topic.name()));
    }

    private Config settings(Topic<?> topic, long deadline) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Map<ConfigResource, Config> answer = retrying(
                "read the settings of topic " + topic.name(), deadline, () -> admin.describeConfigs(List.of(resource))
                        .all());
        return Objects.requireNonNull(answer.get(resource));
    }

    private static String cleanUp(Config settings) {
        ConfigEntry entry = settings.get("cleanup.policy");
        return entry == null
                ? ""
                : String.join(",", new TreeSet<>(List.of(entry.value().split(","))));
    }

    private void awaitLeaders(Collection<? extends Topic<?>> topics, long deadline) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (Topic<?> topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        retrying("reach the leader of every partition", deadline, () -> admin.listOffsets(latest)
                .all());
    }

    private <T> T retrying(String what, long deadline, Request<T> request) throws InterruptedException {
        while (true) {
            try {
                return await(request.send(), deadline, what);
            } catch (ExecutionException e) {
                if (!isTransient(e.getCause()) || nanos.getAsLong() - deadline >= 0) {
                    throw failed(what, e);
                }
                pause.take(PAUSE);
            }
        }
    }

    private static boolean isTransient(@Nullable Throwable cause) {
        return cause instanceof UnknownTopicOrPartitionException || cause instanceof RetriableException;
    }

    private <T> T await(KafkaFuture<T> future, long deadline, String what)
            throws InterruptedException, ExecutionException {
        try {
            return future.get(Math.max(1, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TopicProblemException("could not " + what + " within " + timeout, e);
        }
    }

    private static TopicProblemException failed(String what, ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new TopicProblemException("could not " + what + ": " + cause.getMessage(), cause);
    }

    /** One question to the broker, asked anew for each try. */
    private interface Request<T> {
        KafkaFuture<T> send();
    }
}
