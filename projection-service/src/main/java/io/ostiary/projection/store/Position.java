package io.ostiary.projection.store;

/**
 * How far one partition of the log is folded, and what tells that log from another.
 *
 * @param partition of iam.events
 * @param nextOffset the offset to go on from
 * @param clusterId of the Kafka cluster
 * @param topicId of iam.events, as text
 * @param lastOffset the offset of the last record folded; -1 before the first
 * @param digest of that record, in hexadecimal; empty before the first
 */
public record Position(
        int partition,
        long nextOffset,
        String clusterId,
        String topicId,
        long lastOffset,
        String digest) {}
