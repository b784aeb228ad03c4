package io.freshet.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicCreatorTest {
    private static final Topics TOPICS = new Topics("freshet.", 2);

    private final SlowCluster cluster = new SlowCluster();
    private long nanos;

    @Test
    void missingTopicsAreCreatedAndWaitedFor() throws Exception {
        cluster.refusals = 3;

        creator(-1).ensure(TOPICS.all());

        assertThat(cluster.listTopics().names().get())
                .isEqualTo(Set.of(
                        "freshet.documents", "freshet.extracted", "freshet.index-changes", "freshet.dead-letters"));
        assertThat(cluster.asked).hasSize(4).allSatisfy(partitions -> assertThat(partitions)
                .hasSize(8));
    }

    @Test
    void topicsThatAreRightAreLeftAlone() throws Exception {
        TopicCreator creator = creator(-1);
        creator.ensure(TOPICS.all());

        creator.ensure(TOPICS.all());

        assertThat(cluster.asked).hasSize(2);
    }

    @Test
    void everyDifferenceIsReportedAndNothingChanged() throws Exception {
        cluster.createTopics(List.of(
                        new NewTopic("freshet.documents", Optional.of(3), Optional.empty())
                                .configs(Map.of("cleanup.policy", "delete")),
                        new NewTopic("freshet.extracted", Optional.of(2), Optional.empty())
                                .configs(Map.of("cleanup.policy", "delete"))))
                .all()
                .get();

        assertThatThrownBy(() -> creator(-1).ensure(TOPICS.all()))
                .isInstanceOf(TopicProblemException.class)
                .hasMessageContaining("freshet.documents has 3 partitions, but 2 are configured")
                .hasMessageContaining("freshet.extracted has cleanup.policy=delete, but needs compact");
        assertThat(cluster.describeTopics(List.of("freshet.documents"))
                        .allTopicNames()
                        .get())
                .extractingByKey("freshet.documents")
                .satisfies(topic -> assertThat(topic.partitions()).hasSize(3));
    }

    @Test
    void aTopicThatRefusesLargeRecordsIsReportedAndOneThatTakesLargerOnesIsNot() throws Exception {
        cluster.createTopics(List.of(
                        new NewTopic("freshet.documents", Optional.of(2), Optional.empty())
                                .configs(Map.of("cleanup.policy", "delete", "max.message.bytes", "99999999")),
                        new NewTopic("freshet.extracted", Optional.of(2), Optional.empty())
                                .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "1048588"))))
                .all()
                .get();

        assertThatThrownBy(() -> creator(-1).ensure(TOPICS.all()))
                .isInstanceOf(TopicProblemException.class)
                .hasMessageContaining("freshet.extracted has max.message.bytes=1048588, but needs at least 18874368")
                .hasMessageNotContaining("freshet.documents");
    }

    @Test
    void aLeaderThatNeverAnswersIsAnErrorInTheEnd() {
        cluster.refusals = Integer.MAX_VALUE;

        assertThatThrownBy(() -> creator(-1).ensure(TOPICS.all()))
                .isInstanceOf(TopicProblemException.class)
                .hasMessageContaining("leader of every partition");
        assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void topicsHaveAsManyReplicasAsWanted() throws Exception {
        creator(2).ensure(TOPICS.all());

        assertThat(cluster.describeTopics(List.of("freshet.documents"))
                        .allTopicNames()
                        .get())
                .extractingByKey("freshet.documents")
                .satisfies(
                        topic -> assertThat(topic.partitions()).allSatisfy(partition -> assertThat(partition.replicas())
                                .hasSize(2)));
    }

    @Test
    void withoutAWishTheBrokerDecidesOnReplicas() throws Exception {
        creator(-1).ensure(TOPICS.all());

        assertThat(cluster.wanted).hasSize(4).allSatisfy(topic -> assertThat(topic.replicationFactor())
                .isEqualTo((short) -1));
    }

    /** Time passes only while it pauses. */
    private TopicCreator creator(int replicationFactor) {
        return new TopicCreator(
                cluster, replicationFactor, Duration.ofSeconds(30), () -> nanos, pause -> nanos += pause.toNanos());
    }

    /** A cluster whose partitions have no leader at first. */
    private static final class SlowCluster extends MockAdminClient {
        private final List<Set<TopicPartition>> asked = new ArrayList<>();
        private final List<NewTopic> wanted = new ArrayList<>();
        private int refusals;

        SlowCluster() {
            super(
                    List.of(new Node(0, "localhost", 9092), new Node(1, "localhost", 9093)),
                    new Node(0, "localhost", 9092));
        }

        @Override
        public synchronized CreateTopicsResult createTopics(Collection<NewTopic> topics, CreateTopicsOptions options) {
            wanted.addAll(topics);
            return super.createTopics(topics, options);
        }

        @Override
        public synchronized ListOffsetsResult listOffsets(
                Map<TopicPartition, OffsetSpec> specs, ListOffsetsOptions options) {
            asked.add(Set.copyOf(specs.keySet()));
            Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
            for (TopicPartition partition : specs.keySet()) {
                KafkaFutureImpl<ListOffsetsResultInfo> answer = new KafkaFutureImpl<>();
                if (asked.size() <= refusals) {
                    answer.completeExceptionally(new UnknownTopicOrPartitionException("no leader yet"));
                } else {
                    answer.complete(new ListOffsetsResultInfo(0, 0, Optional.empty()));
                }
                answers.put(partition, answer);
            }
            return new ListOffsetsResult(answers);
        }
    }
}
