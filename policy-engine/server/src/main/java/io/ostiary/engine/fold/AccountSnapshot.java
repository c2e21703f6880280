package io.ostiary.engine.fold;

import io.ostiary.contract.id.AccountId;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;

/**
 * One account at one revision, with whatever was derived of exactly this revision. A change of the
 * account gives a new snapshot, and so drops what depended on the old one.
 */
public final class AccountSnapshot {

    /** A derived thing is small, and an account has at most some ten thousand principals. */
    private static final int MAX_DERIVED = 100_000;

    private final AccountState state;
    private final @Nullable HeldKey key;
    private final ConcurrentHashMap<String, Object> derived = new ConcurrentHashMap<>();

    AccountSnapshot(AccountState state, @Nullable HeldKey key) {
        this.state = state;
        this.key = key;
    }

    public AccountId id() {
        return state.id();
    }

    public AccountState state() {
        return state;
    }

    /**
     * The account's data key; null when there is none (not there, shredded, or of another master
     * key): then no credential of the account is good.
     */
    public @Nullable DataKey dataKey(AccountKeys keys) {
        return key == null ? null : key.open(keys);
    }

    /** What was made of this snapshot under a name; null when nothing was yet. */
    public @Nullable Object derived(String name) {
        return derived.get(name);
    }

    /** Keeps what was made of exactly this snapshot, for as long as it is the account's newest. */
    public void derive(String name, Object made) {
        if (derived.size() < MAX_DERIVED) {
            derived.put(name, made);
        }
    }

    @Nullable HeldKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "AccountSnapshot[" + id() + " at " + state.revision() + "]";
    }
}
