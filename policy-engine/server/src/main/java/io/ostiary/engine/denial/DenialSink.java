package io.ostiary.engine.denial;

/** Takes denials from the paths that deny. Never blocks, never fails, and may forget. */
@FunctionalInterface
public interface DenialSink {

    /** Forgets all. */
    DenialSink NONE = _ -> {};

    void note(Denial denial);
}
