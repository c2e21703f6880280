package io.ostiary.engine.fold;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;

import org.jspecify.annotations.Nullable;

/**
 * An account's wrapped data key as iam.account-keys has it. The fold only keeps it; the first use
 * unwraps it, and what was unwrapped is kept with it, for as long as it is held.
 */
final class HeldKey {

    private final AccountId account;
    private final int version;
    private final SealedSecret wrapped;
    // A race unwraps twice, to equal keys.
    private volatile @Nullable DataKey unwrapped;

    HeldKey(AccountId account, int version, SealedSecret wrapped) {
        this.account = account;
        this.version = version;
        this.wrapped = wrapped;
    }

    /** Null when it is not wrapped by our master key for this account and version. */
    @Nullable DataKey open(AccountKeys keys) {
        DataKey known = unwrapped;
        if (known == null) {
            known = keys.unwrap(account, version, wrapped).orElse(null);
            unwrapped = known;
        }
        return known;
    }

    int version() {
        return version;
    }

    @Override
    public String toString() {
        return "HeldKey[" + account + " v" + version + "]";
    }
}
