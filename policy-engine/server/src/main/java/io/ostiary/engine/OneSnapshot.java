package io.ostiary.engine;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.engine.fold.EngineSnapshot;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Gives each answer by one snapshot, read when the work begins. When its lease is over, or the
 * account in question cannot be read, the answer is ServiceUnavailable; a fault of ours is a
 * refusal and a line in the log. It never throws.
 */
final class OneSnapshot {

    private static final Logger LOG = LoggerFactory.getLogger(OneSnapshot.class);

    static final AwsError STALE =
            CommonError.unavailable("The policy engine has not caught up; try again.");
    static final AwsError UNREADABLE =
            CommonError.unavailable("The account's history cannot be read.");

    private static final AwsError FAULT =
            new CommonError(
                    CommonError.Kind.INTERNAL_FAILURE,
                    "The request could not be judged because of an internal failure.");

    private final EngineFold fold;
    private final InstantSource clock;

    OneSnapshot(EngineFold fold, InstantSource clock) {
        this.fold = fold;
        this.clock = clock;
    }

    /** What is to be answered. */
    @FunctionalInterface
    interface Work<T> {
        T answer(EngineSnapshot snapshot, Instant now);
    }

    /**
     * An answer to somebody of this account.
     *
     * @param what it is, for the log
     */
    <T> T of(
            AccountId account, String what, Function<AwsError, ? extends T> refused, Work<T> work) {
        EngineSnapshot snapshot = fold.snapshot();
        return guarded(snapshot, refusal(snapshot, account), what, refused, work);
    }

    /** An answer to one who has still to say who he is. */
    <T> T ofAnybody(String what, Function<AwsError, ? extends T> refused, Work<T> work) {
        EngineSnapshot snapshot = fold.snapshot();
        return guarded(snapshot, snapshot.isFresh() ? null : STALE, what, refused, work);
    }

    private <T> T guarded(
            EngineSnapshot snapshot,
            @Nullable AwsError refusal,
            String what,
            Function<AwsError, ? extends T> refused,
            Work<T> work) {
        try {
            return refusal == null
                    ? work.answer(snapshot, clock.instant())
                    : refused.apply(refusal);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} failed on a fault of ours", what, e);
            return refused.apply(FAULT);
        }
    }

    /** Why nobody of this account may be answered by the snapshot; null when he may. */
    static @Nullable AwsError refusal(EngineSnapshot snapshot, AccountId id) {
        if (!snapshot.isFresh()) {
            return STALE;
        }
        if (snapshot.isWhole()) {
            return null;
        }
        AccountSnapshot account = snapshot.account(id);
        return snapshot.isRefused(id)
                        || (account != null && CallerKeys.dependsOnRefused(snapshot, account))
                ? UNREADABLE
                : null;
    }
}
