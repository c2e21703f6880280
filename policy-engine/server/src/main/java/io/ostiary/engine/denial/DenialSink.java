package io.ostiary.engine.denial;

import io.ostiary.contract.id.AccountId;

import java.util.function.Supplier;

/** Takes denials from the paths that deny. Never blocks, never fails, and may forget. */
@FunctionalInterface
public interface DenialSink {

    /** Forgets all. */
    DenialSink NONE = (_, _) -> {};

    /**
     * @param reader the account that is answered
     * @param denial is made only when it is not forgotten at once
     */
    void note(AccountId reader, Supplier<? extends Denial> denial);
}
