package io.ostiary.contract.command;

/**
 * Who awaits the outcome of a request that several histories decide together: it travels with their
 * messages, until one of them can answer.
 *
 * @param gateway the instance that awaits it
 * @param requestId what the caller is told and the logs name
 */
public record Awaited(String gateway, String requestId) {}
