package io.ostiary.contract.port;

import io.ostiary.contract.id.AccountId;

import java.util.concurrent.CompletionStage;

/** Read your writes: what a gateway waits for before it answers. */
public interface Readers {

    /**
     * Completes with true when no reader will answer from before this revision any more; with false
     * when nobody reported it in time, so that the write may have happened but may not be visible.
     */
    CompletionStage<Boolean> await(AccountId account, long revision);
}
