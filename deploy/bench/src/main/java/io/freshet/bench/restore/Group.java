package io.freshet.bench.restore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The stream's group as its broker knows it, by either protocol. */
final class Group implements AutoCloseable {
    private final Admin admin;
    private final String name;
    private final boolean streams;

    Group(Map<String, Object> clients, String name, boolean streams) {
        this.admin = Admin.create(clients);
        this.name = name;
        this.streams = streams;
    }

    /** By one protocol the group has this setting, by the other its members. */
    void setStandbys(int standbys) throws InterruptedException {
        if (!streams) {
            return;
        }
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, name);
        ConfigEntry replicas = new ConfigEntry("streams.num.standby.replicas", String.valueOf(standbys));
        try {
            admin.incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(replicas, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (ExecutionException refused) {
            throw new IllegalStateException("the broker does not take the group's setting", refused);
        }
    }

    /** The partitions that a client's members have; empty when it is no member. */
    Set<Integer> partitions(String client) throws InterruptedException {
        try {
            return streams ? ofStreams(client) : ofConsumers(client);
        } catch (ExecutionException unknown) {
            throw new IllegalStateException("the broker does not tell about the group", unknown);
        }
    }

    private Set<Integer> ofConsumers(String client) throws InterruptedException, ExecutionException {
        Set<Integer> partitions = new TreeSet<>();
        for (MemberDescription member : admin.describeConsumerGroups(Set.of(name)).all().get().values().stream()
                .flatMap(group -> group.members().stream())
                .toList()) {
            if (member.clientId().startsWith(client)) {
                member.assignment().topicPartitions().stream()
                        .map(TopicPartition::partition)
                        .forEach(partitions::add);
            }
        }
        return partitions;
    }

    private Set<Integer> ofStreams(String client) throws InterruptedException, ExecutionException {
        Set<Integer> partitions = new TreeSet<>();
        for (StreamsGroupMemberDescription member :
                admin.describeStreamsGroups(Set.of(name)).all().get().values().stream()
                        .flatMap(group -> group.members().stream())
                        .toList()) {
            if (member.clientId().startsWith(client)) {
                for (StreamsGroupMemberAssignment.TaskIds task :
                        member.assignment().activeTasks()) {
                    partitions.addAll(task.partitions());
                }
            }
        }
        return partitions;
    }

    @Override
    public void close() {
        admin.close();
    }
}
