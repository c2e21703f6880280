package io.ostiary.log.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

final class TopicsTest {

    /** These never change: a history would be looked for where it is not. */
    @Test
    void thePartitionOfAnAccountIsPinned() {
        assertEquals(0, AccountPartitioner.partitionOf(AccountId.REGISTRY, 4));
        assertEquals(
                List.of(1, 2, 0, 2, 3, 0),
                List.of(1L, 2L, 3L, 111122223333L, 444455556666L, 999999999999L).stream()
                        .map(n -> AccountPartitioner.partitionOf(AccountId.of(n), 4))
                        .toList());
        assertEquals(
                List.of(5, 10, 0, 14, 7, 12),
                List.of(1L, 2L, 3L, 111122223333L, 444455556666L, 999999999999L).stream()
                        .map(n -> AccountPartitioner.partitionOf(AccountId.of(n), 16))
                        .toList());
    }

    @Test
    void consecutiveAndRandomAccountsSpreadEvenly() {
        var random = new Random(3);
        for (int count : new int[] {4, 16, 6}) {
            var consecutive = new int[count];
            var drawn = new int[count];
            for (int i = 0; i < 10_000 * count; i++) {
                consecutive[AccountPartitioner.partitionOf(AccountId.of(i), count)]++;
                drawn[
                        AccountPartitioner.partitionOf(
                                AccountId.of(random.nextLong(1_000_000_000_000L)), count)]++;
            }
            for (int partition = 0; partition < count; partition++) {
                assertEquals(10_000, consecutive[partition], 500);
                assertEquals(10_000, drawn[partition], 500);
            }
        }
    }

    @Test
    void factsAreKeptForEverAndFlushed() {
        var disk = TopicSettings.alone(TopicSettings.Durability.DISK);
        var events = Topics.configs(Topics.EVENTS, disk);
        assertEquals("-1", events.get("retention.ms"));
        assertEquals("-1", events.get("retention.bytes"));
        assertEquals("1", events.get("flush.messages"));
        assertEquals("1", Topics.configs(Topics.ACCOUNT_KEYS, disk).get("flush.messages"));
        var process = TopicSettings.alone(TopicSettings.Durability.PROCESS);
        assertFalse(Topics.configs(Topics.EVENTS, process).containsKey("flush.messages"));
        assertFalse(Topics.configs(Topics.COMMANDS, disk).containsKey("flush.messages"));
    }

    @Test
    void commandsAreKeptForFourteenDays() {
        var configs =
                Topics.configs(Topics.COMMANDS, TopicSettings.alone(TopicSettings.Durability.DISK));
        assertEquals(Long.toString(14L * 24 * 3600 * 1000), configs.get("retention.ms"));
    }

    @Test
    void aClusterLosesNothingWithOneBroker() {
        for (String topic : Topics.ALL) {
            var configs = Topics.configs(topic, TopicSettings.cluster());
            assertEquals("2", configs.get("min.insync.replicas"));
            assertEquals("false", configs.get("unclean.leader.election.enable"));
        }
    }

    /** A123. */
    @Test
    void onlyTheWriterMayWriteFacts() {
        for (String topic : List.of(Topics.EVENTS, Topics.OUTCOMES, Topics.ACCOUNT_KEYS)) {
            Set<String> writers =
                    Acls.all().stream()
                            .filter(acl -> acl.pattern().resourceType() == ResourceType.TOPIC)
                            .filter(acl -> acl.pattern().name().equals(topic))
                            .filter(acl -> acl.entry().operation() == AclOperation.WRITE)
                            .map(acl -> acl.entry().principal())
                            .collect(Collectors.toSet());
            assertEquals(Set.of("User:writer"), writers);
        }
    }

    @Test
    void nobodyMayDeleteAlterOrCreate() {
        var harmless =
                Set.of(
                        AclOperation.READ,
                        AclOperation.WRITE,
                        AclOperation.DESCRIBE,
                        AclOperation.IDEMPOTENT_WRITE);
        assertTrue(Acls.all().stream().allMatch(acl -> harmless.contains(acl.entry().operation())));
    }

    /** A129. */
    @Test
    void aConnectionSaysNothingOfItsPassword() {
        var connection = LogConnection.plain("localhost:1", "writer", Secret.of("canary"));
        assertFalse(connection.toString().contains("canary"));
    }
}
