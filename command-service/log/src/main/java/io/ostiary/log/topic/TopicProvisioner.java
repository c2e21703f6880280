package io.ostiary.log.topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Makes the topics and their access rules, or brings their settings up to date; may be run at every
 * start, and by several at once. Needs a super user's connection. Every method waits for the
 * cluster and throws {@link KafkaException} when it does not answer.
 */
public final class TopicProvisioner {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final Admin admin;

    public TopicProvisioner(Admin admin) {
        this.admin = admin;
    }

    /**
     * Returns when the broker knows the topics and their leaders.
     *
     * @throws IllegalStateException when a topic exists with another partition count: accounts
     *     would be looked for in the wrong partition, so nothing may start
     */
    public void provision(TopicSettings settings) {
        Set<String> existing = wait(admin.listTopics().names());
        List<NewTopic> missing =
                Topics.all(settings).stream()
                        .filter(topic -> !existing.contains(topic.name()))
                        .toList();
        admin.createTopics(missing).values().values().forEach(TopicProvisioner::created);
        describe().values().forEach(topic -> checkPartitions(topic, settings));
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        for (String topic : Topics.ALL) {
            if (existing.contains(topic)) {
                changes.put(resource(topic), set(Topics.configs(topic, settings)));
            }
        }
        if (!changes.isEmpty()) {
            wait(admin.incrementalAlterConfigs(changes).all());
        }
    }

    /**
     * The partition count that the existing topics have; 0 when there are none yet. A later start
     * takes this one, not the default.
     */
    public int existingPartitions() {
        if (!wait(admin.listTopics().names()).contains(Topics.EVENTS)) {
            return 0;
        }
        return wait(admin.describeTopics(List.of(Topics.EVENTS)).allTopicNames()).values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum();
    }

    /**
     * Adds the access rules; those that are there already stay. Returns when the broker judges by
     * them.
     */
    public void provision(Collection<AclBinding> bindings) {
        wait(admin.createAcls(bindings).all());
        untilTheBroker(
                "takes the access rules",
                () ->
                        wait(admin.describeAcls(AclBindingFilter.ANY).values())
                                .containsAll(bindings));
    }

    /**
     * Has every append to {@value Topics#TRANSACTION_STATE} flushed. The broker makes that topic
     * when the first transactional producer asks for its coordinator; false when it is not there.
     */
    public boolean flushTransactionState() {
        try {
            wait(
                    admin.incrementalAlterConfigs(
                                    Map.of(
                                            resource(Topics.TRANSACTION_STATE),
                                            set(Map.of("flush.messages", "1"))))
                            .all());
            return true;
        } catch (UnknownTopicOrPartitionException _) {
            return false;
        }
    }

    private Map<String, TopicDescription> describe() {
        var topics = new HashMap<String, TopicDescription>();
        untilTheBroker(
                "knows the topics",
                () -> {
                    try {
                        topics.putAll(wait(admin.describeTopics(Topics.ALL).allTopicNames()));
                        return topics.values().stream().allMatch(TopicProvisioner::hasLeaders);
                    } catch (UnknownTopicOrPartitionException _) {
                        return false;
                    }
                });
        return topics;
    }

    private static boolean hasLeaders(TopicDescription topic) {
        return topic.partitions().stream().allMatch(partition -> partition.leader() != null);
    }

    /** What the controller has acknowledged reaches the broker a little later. */
    private static void untilTheBroker(String does, BooleanSupplier done) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new TimeoutException("waited in vain until the broker " + does);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static void checkPartitions(TopicDescription topic, TopicSettings settings) {
        int wanted = Topics.partitions(topic.name(), settings);
        if (topic.partitions().size() != wanted) {
            throw new IllegalStateException(
                    topic.name()
                            + " has "
                            + topic.partitions().size()
                            + " partitions, not "
                            + wanted
                            + "; the count cannot be changed");
        }
    }

    private static void created(KafkaFuture<Void> creation) {
        try {
            wait(creation);
        } catch (TopicExistsException _) {
            // Another process was faster.
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static Collection<AlterConfigOp> set(Map<String, String> configs) {
        return configs.entrySet().stream()
                .map(
                        entry ->
                                new AlterConfigOp(
                                        new ConfigEntry(entry.getKey(), entry.getValue()),
                                        AlterConfigOp.OpType.SET))
                .toList();
    }

    static <T> T wait(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
