package io.ostiary.log.reader;

/**
 * How far a sink has come in one partition, and of which log: everything below {@code next} is
 * folded, or refused and kept as such. A sink stores it in one write with the changes.
 *
 * @param clusterId of the Kafka cluster
 * @param topicId Kafka's id of iam.events
 * @param next the offset to go on from
 * @param last the offset of the last record that was read; -1 when there was none
 * @param digest of that record; empty when there was none
 */
public record Mark(String clusterId, String topicId, long next, long last, String digest) {}
