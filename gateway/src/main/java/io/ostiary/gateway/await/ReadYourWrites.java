package io.ostiary.gateway.await;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Readers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Waits, after an outcome, until every reader has the account's revision. A failure to find out
 * counts as not visible: the caller is then told that the write may have happened.
 */
public final class ReadYourWrites {

    private static final Logger LOG = LoggerFactory.getLogger(ReadYourWrites.class);

    private final Readers readers;

    public ReadYourWrites(Readers readers) {
        this.readers = readers;
    }

    /** True when no reader will answer from before the revision any more. */
    public CompletionStage<Boolean> visible(AccountId account, long revision) {
        CompletionStage<Boolean> waiting;
        try {
            waiting = readers.await(account, revision);
        } catch (RuntimeException e) {
            LOG.error("readers could not be asked", e);
            return CompletableFuture.completedFuture(false);
        }
        return waiting.exceptionally(
                failure -> {
                    LOG.error("readers could not be asked", failure);
                    return false;
                });
    }
}
