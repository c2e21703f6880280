package io.ostiary.log.topic;

/**
 * How the topics are made.
 *
 * @param partitions of every topic that is keyed by account; pinned once the topics exist
 * @param replicas 1 alone, 3 on a cluster
 * @param durability whether the facts are on disk before a write is acknowledged
 */
public record TopicSettings(int partitions, short replicas, Durability durability) {

    /** What an acknowledged write survives. */
    public enum Durability {
        /** A power cut: each append to a topic that holds facts is flushed. */
        DISK,
        /** The end of the process; for a cluster, whose replicas hold what one of them loses. */
        PROCESS
    }

    public TopicSettings {
        if (partitions < 1 || partitions > 1024) {
            throw new IllegalArgumentException("partitions: 1 to 1024");
        }
        if (replicas < 1) {
            throw new IllegalArgumentException("replicas: 1 at least");
        }
    }

    public static TopicSettings alone(Durability durability) {
        return new TopicSettings(4, (short) 1, durability);
    }

    public static TopicSettings cluster() {
        return new TopicSettings(16, (short) 3, Durability.PROCESS);
    }

    int minInSync() {
        return replicas >= 3 ? replicas - 1 : 1;
    }
}
