package io.ostiary.gateway.pipeline;

/** Takes to the writer that credentials were used. Nobody hears what became of it. */
@FunctionalInterface
public interface UseSender {

    /**
     * Neither waits nor throws.
     *
     * @return false when it was dropped: too much is on its way, or the log does not take it at
     *     once
     */
    boolean offer(VerifiedUse use);
}
