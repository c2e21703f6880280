package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;

import java.util.Collection;
import java.util.Optional;

/**
 * What a reader folds events into: a store, or snapshots in memory. All calls but {@link #revision}
 * come from one thread, the reader's.
 */
public interface Sink {

    /** Where it stands; empty when it holds nothing of the partition. */
    Optional<Mark> mark(int partition);

    /** The refusals it keeps. */
    Collection<Refusal> refusals();

    /** Forgets everything, marks and refusals included: the log is not the one it has folded. */
    void restart();

    /** The account's last folded revision, 0 without one. Called from any thread. */
    long revision(AccountId account);

    /**
     * Stores the batch: all of it, or, when it throws, nothing. When it returns, {@link #revision}
     * knows it, and nothing is answered for a refused account any more.
     *
     * @throws SinkBroken when it can store nothing
     * @throws RuntimeException when an event cannot be applied; the reader finds out which, and
     *     refuses its account
     */
    void fold(Batch batch);

    /**
     * From here on nothing may be answered for any account of the partition. Not to be kept: at the
     * next start the reader looks again.
     */
    void halt(Halt halt);

    /**
     * It may answer until the lease ends. A sink that publishes snapshots keeps it beside the
     * snapshot, so that both are read at once.
     */
    void lease(Lease lease);
}
