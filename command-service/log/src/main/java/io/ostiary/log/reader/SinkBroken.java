package io.ostiary.log.reader;

/**
 * A sink cannot store anything any more, whatever the event: its disk is full or gone. The reader
 * stops; no account is at fault.
 */
public final class SinkBroken extends RuntimeException {

    public SinkBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
