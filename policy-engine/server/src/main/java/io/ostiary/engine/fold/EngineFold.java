package io.ostiary.engine.fold;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Folds iam.events and iam.account-keys into snapshots. Folding compiles nothing and opens no seal:
 * that is left to the first use. What was folded is seen only when it is published, so a batch
 * appears as a whole.
 *
 * <p>Writing methods may be called by several threads (they take turns); {@link #snapshot} may be
 * called by any and never waits.
 */
public final class EngineFold {

    private final Map<AccountId, AccountState> states = new HashMap<>();
    private final Map<AccountId, HeldKey> keys = new HashMap<>();
    private final Set<AccountId> shredded = new HashSet<>();
    private final Set<AccountId> touched = new HashSet<>();
    private final Map<AccountId, String> newlyRefused = new HashMap<>();

    // Not fresh until the first lease.
    private volatile EngineSnapshot current =
            new EngineSnapshot(HashTreePMap.empty(), HashTreePMap.empty(), () -> false);

    public EngineSnapshot snapshot() {
        return current;
    }

    /**
     * @throws RuntimeException when it is not the account's next event, or cannot be applied: the
     *     account is to be refused from here
     */
    public synchronized void apply(EventEnvelope event) {
        AccountState before = states.get(event.account());
        if (before == null) {
            before = AccountState.empty(event.account());
        }
        states.put(event.account(), before.after(event));
        touched.add(event.account());
    }

    /** The account's wrapped data key; an older version than the one held changes nothing. */
    public synchronized void keep(AccountId account, int version, SealedSecret wrapped) {
        HeldKey held = keys.get(account);
        if (shredded.contains(account) || (held != null && held.version() >= version)) {
            return;
        }
        keys.put(account, new HeldKey(account, version, wrapped));
        touched.add(account);
    }

    /** The account's data key is gone; no later one brings its credentials back. */
    public synchronized void shred(AccountId account) {
        shredded.add(account);
        keys.remove(account);
        touched.add(account);
    }

    /**
     * Nothing is answered for this account any more.
     *
     * @param reason for operators
     */
    public synchronized void refuse(AccountId account, String reason) {
        newlyRefused.put(account, reason);
    }

    /**
     * Makes everything folded so far visible.
     *
     * @param fresh whether the lease still holds, asked at each answer
     */
    public synchronized void publish(BooleanSupplier fresh) {
        EngineSnapshot before = current;
        var accounts = before.accounts();
        for (AccountId account : touched) {
            AccountState state = states.get(account);
            if (state != null) {
                accounts = accounts.plus(account, new AccountSnapshot(state, keyOf(account)));
            }
        }
        var refused = before.refused();
        for (var entry : newlyRefused.entrySet()) {
            refused = refused.plus(entry.getKey(), entry.getValue());
        }
        touched.clear();
        newlyRefused.clear();
        current = new EngineSnapshot(accounts, refused, fresh);
    }

    private @Nullable HeldKey keyOf(AccountId account) {
        return keys.get(account);
    }
}
