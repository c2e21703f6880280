package io.ostiary.projection.store;

/**
 * From where an account is refused, because an event could not be read or applied and might have
 * been a revocation.
 *
 * @param offset of the first bad event
 * @param reason for operators; holds nothing of the event's content
 */
public record Refusal(int partition, long offset, String reason) {}
