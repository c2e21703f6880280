package io.ostiary.engine.denial;

import java.util.function.Supplier;

/** Takes denials from the paths that deny. Never blocks, never fails, and may forget. */
@FunctionalInterface
public interface DenialSink {

    /** Forgets all. */
    DenialSink NONE = _ -> {};

    /**
     * @param denial is made only when it is not forgotten at once
     */
    void note(Supplier<? extends Denial> denial);
}
