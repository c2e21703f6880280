package io.ostiary.log.topic;

import org.apache.kafka.clients.admin.NewTopic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics and what each is kept for; the architecture page, "Topics", is their source. */
public final class Topics {

    public static final String COMMANDS = "iam.commands";
    public static final String EVENTS = "iam.events";
    public static final String OUTCOMES = "iam.outcomes";
    public static final String PROGRESS = "iam.progress";
    public static final String ACCOUNT_KEYS = "iam.account-keys";
    public static final String AUDIT = "iam.audit";

    /** Kafka's own, flushed like the facts: it says which transactions were committed. */
    public static final String TRANSACTION_STATE = "__transaction_state";

    /** The topics whose partition is the account's. */
    public static final List<String> BY_ACCOUNT =
            List.of(COMMANDS, EVENTS, OUTCOMES, ACCOUNT_KEYS, AUDIT);

    public static final List<String> ALL =
            List.of(COMMANDS, EVENTS, OUTCOMES, PROGRESS, ACCOUNT_KEYS, AUDIT);

    /** The most that a record batch may weigh, in bytes; the writer measures before it produces. */
    public static final int MAX_MESSAGE_BYTES = 1 << 20;

    private static final Duration COMMANDS_KEPT = Duration.ofDays(14);
    private static final Duration OUTCOMES_KEPT = Duration.ofMinutes(10);
    private static final Duration AUDIT_KEPT = Duration.ofDays(90);

    private Topics() {}

    public static int partitions(String topic, TopicSettings settings) {
        return topic.equals(PROGRESS) ? 1 : settings.partitions();
    }

    static List<NewTopic> all(TopicSettings settings) {
        var topics = new ArrayList<NewTopic>();
        for (String topic : ALL) {
            topics.add(
                    new NewTopic(topic, partitions(topic, settings), settings.replicas())
                            .configs(configs(topic, settings)));
        }
        return topics;
    }

    static Map<String, String> configs(String topic, TopicSettings settings) {
        var configs = new HashMap<String, String>();
        configs.put("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        configs.put("min.insync.replicas", Integer.toString(settings.minInSync()));
        configs.put("unclean.leader.election.enable", "false");
        configs.put("retention.bytes", "-1");
        switch (topic) {
            case COMMANDS -> keep(configs, COMMANDS_KEPT);
            case EVENTS -> configs.put("retention.ms", "-1");
            case OUTCOMES -> {
                keep(configs, OUTCOMES_KEPT);
                configs.put("segment.ms", millis(OUTCOMES_KEPT));
            }
            case AUDIT -> keep(configs, AUDIT_KEPT);
            case PROGRESS -> {
                compact(configs, Duration.ofHours(1));
                configs.put("min.compaction.lag.ms", millis(Duration.ofHours(1)));
                configs.put("max.compaction.lag.ms", millis(Duration.ofHours(2)));
            }
            case ACCOUNT_KEYS -> {
                // Shredding counts from here: the older record is gone within the hour.
                compact(configs, Duration.ofMinutes(30));
                configs.put("max.compaction.lag.ms", millis(Duration.ofMinutes(50)));
                configs.put("min.cleanable.dirty.ratio", "0.01");
            }
            default -> throw new IllegalArgumentException(topic);
        }
        if (settings.durability() == TopicSettings.Durability.DISK
                && (topic.equals(EVENTS) || topic.equals(ACCOUNT_KEYS))) {
            configs.put("flush.messages", "1");
        }
        return configs;
    }

    private static void keep(Map<String, String> configs, Duration kept) {
        configs.put("cleanup.policy", "delete");
        configs.put("retention.ms", millis(kept));
    }

    private static void compact(Map<String, String> configs, Duration segment) {
        configs.put("cleanup.policy", "compact");
        configs.put("segment.ms", millis(segment));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
