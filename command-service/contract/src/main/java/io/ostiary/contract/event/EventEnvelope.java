package io.ostiary.contract.event;

import io.ostiary.contract.id.AccountId;

import java.time.Instant;

/**
 * An event as iam.events holds it.
 *
 * @param account the record's key
 * @param revision counts the account's events from 1, without gaps
 * @param at the writer's time of the command
 * @param requestId of the command that caused it
 * @param source where that command lies in iam.commands
 */
public record EventEnvelope(
        AccountId account,
        long revision,
        Instant at,
        String requestId,
        Source source,
        Event event) {

    /**
     * @param topicId Kafka's id of iam.commands, as text; another one means that the topic was made
     *     anew
     * @param offset on the same partition number as the event
     */
    public record Source(String topicId, long offset) {}
}
