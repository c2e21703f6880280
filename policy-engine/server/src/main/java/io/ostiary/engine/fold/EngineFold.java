package io.ostiary.engine.fold;

import io.ostiary.contract.event.AccountEvent.CredentialReportGenerated;
import io.ostiary.contract.event.CredentialEvent.CredentialUsed;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.AccountKey;
import io.ostiary.log.codec.AccountKey.ShreddedKey;
import io.ostiary.log.codec.AccountKey.WrappedKey;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.EventRecord;
import io.ostiary.log.reader.Halt;
import io.ostiary.log.reader.KeySink;
import io.ostiary.log.reader.Lease;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.Mark;
import io.ostiary.log.reader.Refusal;
import io.ostiary.log.reader.Sink;
import io.ostiary.state.view.AccountOverlay;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folds iam.events and iam.account-keys into snapshots in memory. Folding compiles nothing and
 * opens no seal: that is left to the first use. A batch is seen as a whole, when {@link #fold}
 * returns.
 *
 * <p>{@link #snapshot} and {@link #revision} may be called by any thread and never wait; all else
 * by the reader's only.
 */
public final class EngineFold implements Sink, KeySink {

    private final int partitions;
    private final LeaseClock clock;
    private final Map<Integer, Mark> marks = new HashMap<>();
    private final Map<AccountId, HeldKey> keys = new HashMap<>();
    private final Set<AccountId> shredded = new HashSet<>();

    private volatile EngineSnapshot current;

    /**
     * @param partitions of iam.events
     * @param clock by which leases are measured
     */
    public EngineFold(int partitions, LeaseClock clock) {
        this.partitions = partitions;
        this.clock = clock;
        this.current = EngineSnapshot.empty(partitions, clock);
    }

    /** Read once a request: accounts, refusals and lease belong together. */
    public EngineSnapshot snapshot() {
        return current;
    }

    @Override
    public long revision(AccountId account) {
        AccountSnapshot found = current.account(account);
        return found == null ? 0 : found.state().revision();
    }

    @Override
    public Optional<Mark> mark(int partition) {
        return Optional.ofNullable(marks.get(partition));
    }

    @Override
    public Collection<Refusal> refusals() {
        return List.copyOf(current.refused().values());
    }

    /** Keys stay: they are told before the events, and one of another log opens nothing. */
    @Override
    public void restart() {
        marks.clear();
        current = EngineSnapshot.empty(partitions, clock);
    }

    @Override
    public void fold(Batch batch) {
        var changed = new HashMap<AccountId, AccountOverlay>();
        var concerned = new HashSet<AccountId>();
        for (EventRecord record : batch.events()) {
            AccountId account = record.envelope().account();
            changed.computeIfAbsent(account, id -> new AccountOverlay(state(id)))
                    .apply(record.envelope());
            if (!isMemory(record.envelope().event())) {
                concerned.add(account);
            }
        }
        EngineSnapshot before = current;
        HashPMap<AccountId, AccountSnapshot> accounts = before.accounts();
        for (AccountOverlay overlay : changed.values()) {
            AccountId id = overlay.id();
            AccountState state = state(id).after(overlay);
            AccountSnapshot known = before.account(id);
            accounts =
                    accounts.plus(
                            id,
                            known == null || concerned.contains(id)
                                    ? new AccountSnapshot(state, keys.get(id))
                                    : known.unconcerned(state));
        }
        HashPMap<AccountId, Refusal> refused = before.refused().minusAll(batch.readmitted());
        for (Refusal refusal : batch.refused()) {
            refused = refused.plus(refusal.account(), refusal);
        }
        marks.put(batch.partition(), batch.mark());
        current = before.with(accounts, refused);
    }

    /**
     * Whether an event only remembers something that no decision depends on. In an account of many
     * keys such events come all the time, and with each everything would be compiled anew.
     */
    private static boolean isMemory(Event event) {
        return event instanceof CredentialUsed || event instanceof CredentialReportGenerated;
    }

    private AccountState state(AccountId id) {
        AccountSnapshot known = current.account(id);
        return known == null ? AccountState.empty(id) : known.state();
    }

    @Override
    public void halt(Halt halt) {
        current = current.withHalted(current.halted().plus(halt.partition(), halt));
    }

    @Override
    public void lease(Lease lease) {
        current = current.with(lease);
    }

    /** A shredded key is gone for good: no later one brings the account's credentials back. */
    @Override
    public void accountKey(AccountId account, AccountKey key) {
        switch (key) {
            case WrappedKey(int version, var wrapped) -> {
                if (!shredded.contains(account)) {
                    keys.put(account, new HeldKey(account, version, wrapped));
                    replaceKey(account, keys.get(account));
                }
            }
            case ShreddedKey _ -> {
                shredded.add(account);
                keys.remove(account);
                replaceKey(account, null);
            }
        }
    }

    private void replaceKey(AccountId account, @Nullable HeldKey key) {
        AccountSnapshot known = current.account(account);
        if (known != null) {
            current =
                    current.with(
                            current.accounts()
                                    .plus(account, new AccountSnapshot(known.state(), key)),
                            current.refused());
        }
    }

    @Override
    public boolean knows(AccountId account) {
        return keys.containsKey(account) || shredded.contains(account);
    }
}
