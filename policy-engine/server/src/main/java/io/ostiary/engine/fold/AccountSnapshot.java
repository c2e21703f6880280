package io.ostiary.engine.fold;

import io.ostiary.contract.id.AccountId;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

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

    /**
     * What was made of this snapshot under a name, made now when it was not yet. Two callers at
     * once may both make it; they must come to the same.
     */
    public <T> T derived(String name, Class<T> type, Function<AccountSnapshot, T> make) {
        Object known = derived.get(name);
        if (known != null) {
            return type.cast(known);
        }
        T made = make.apply(this);
        if (derived.size() < MAX_DERIVED) {
            derived.put(name, made);
        }
        return made;
    }

    @Nullable HeldKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "AccountSnapshot[" + id() + " at " + state.revision() + "]";
    }
}
