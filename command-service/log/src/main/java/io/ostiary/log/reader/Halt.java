package io.ostiary.log.reader;

/**
 * A partition that is read no further: the record there cannot be given to an account.
 *
 * @param message for operators; repeats nothing of the record
 */
public record Halt(int partition, long offset, String message) {}
