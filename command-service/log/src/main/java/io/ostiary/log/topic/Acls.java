package io.ostiary.log.topic;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.IDEMPOTENT_WRITE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.util.ArrayList;
import java.util.List;

/**
 * Who may do what with the log ("The log believes only us"). What is not listed is forbidden: only
 * the writer may write facts, nobody but an administrator may delete or alter anything.
 */
public final class Acls {

    /** The user names of the services. */
    public static final String GATEWAY = "gateway";

    public static final String WRITER = "writer";
    public static final String PROJECTION = "projection";
    public static final String ENGINE = "engine";

    /** The writer's transactional ids: this and the partition. */
    public static final String TRANSACTIONAL_ID_PREFIX = "ostiary-writer-";

    /** The consumer groups: only the writer has one. */
    public static final String GROUP_PREFIX = "ostiary-writer";

    private Acls() {}

    public static List<AclBinding> all() {
        var acls = new ArrayList<AclBinding>();
        topics(acls, GATEWAY, WRITE, Topics.COMMANDS, Topics.AUDIT);
        topics(acls, GATEWAY, READ, Topics.OUTCOMES, Topics.PROGRESS);
        // How far they reach, not what they are.
        topics(acls, GATEWAY, DESCRIBE, Topics.EVENTS);

        topics(acls, WRITER, READ, Topics.COMMANDS, Topics.EVENTS, Topics.ACCOUNT_KEYS);
        topics(
                acls,
                WRITER,
                WRITE,
                Topics.EVENTS,
                Topics.OUTCOMES,
                Topics.ACCOUNT_KEYS,
                Topics.COMMANDS,
                Topics.AUDIT);
        for (AclOperation operation : List.of(WRITE, DESCRIBE)) {
            prefixed(
                    acls,
                    WRITER,
                    operation,
                    ResourceType.TRANSACTIONAL_ID,
                    TRANSACTIONAL_ID_PREFIX);
        }
        prefixed(acls, WRITER, READ, ResourceType.GROUP, GROUP_PREFIX);

        topics(acls, PROJECTION, READ, Topics.EVENTS, Topics.ACCOUNT_KEYS, Topics.AUDIT);
        topics(acls, PROJECTION, WRITE, Topics.PROGRESS);

        topics(acls, ENGINE, READ, Topics.EVENTS, Topics.ACCOUNT_KEYS);
        topics(acls, ENGINE, WRITE, Topics.PROGRESS, Topics.AUDIT);

        // Idempotent producers of brokers before 3.0 ask for it; DESCRIBE tells the cluster's id.
        for (String user : List.of(GATEWAY, WRITER, PROJECTION, ENGINE)) {
            cluster(acls, user, IDEMPOTENT_WRITE);
            cluster(acls, user, DESCRIBE);
        }
        return List.copyOf(acls);
    }

    private static void topics(
            List<AclBinding> acls, String user, AclOperation operation, String... topics) {
        for (String topic : topics) {
            acls.add(
                    allow(
                            user,
                            operation,
                            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL)));
        }
    }

    private static void prefixed(
            List<AclBinding> acls,
            String user,
            AclOperation operation,
            ResourceType type,
            String prefix) {
        acls.add(allow(user, operation, new ResourcePattern(type, prefix, PatternType.PREFIXED)));
    }

    private static void cluster(List<AclBinding> acls, String user, AclOperation operation) {
        acls.add(
                allow(
                        user,
                        operation,
                        new ResourcePattern(
                                ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL)));
    }

    private static AclBinding allow(String user, AclOperation operation, ResourcePattern on) {
        return new AclBinding(
                on,
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
