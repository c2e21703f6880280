package io.ostiary.engine.fold;

import io.ostiary.contract.id.AccountId;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;

/**
 * One account at one revision, with whatever was derived of it. A change of the account gives a new
 * snapshot, and so drops what depended on the old one. Only what concerns no principal, credential
 * or policy leaves it.
 */
public final class AccountSnapshot {

    /** A derived thing is small, and an account has at most some ten thousand principals. */
    private static final int MAX_DERIVED = 100_000;

    private final AccountState state;
    private final @Nullable HeldKey key;
    private final ConcurrentHashMap<String, Object> derived;

    AccountSnapshot(AccountState state, @Nullable HeldKey key) {
        this(state, key, new ConcurrentHashMap<>());
    }

    private AccountSnapshot(
            AccountState state, @Nullable HeldKey key, ConcurrentHashMap<String, Object> derived) {
        this.state = state;
        this.key = key;
        this.derived = derived;
    }

    /**
     * At a later revision, by changes of which nothing here can be derived otherwise. Both keep
     * what is derived in one place: it is the same for both.
     */
    AccountSnapshot unconcerned(AccountState later) {
        return new AccountSnapshot(later, key, derived);
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

    /** Keeps what was made of this snapshot, until a change that may concern it. */
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
