package io.ostiary.engine.fold;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.reader.Halt;
import io.ostiary.log.reader.Lease;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.Refusal;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Organization;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that an answer may be made of: the accounts, which of them may not be spoken of, and
 * until when the others may. Immutable; a request reads the reference to it once and stays with it.
 */
public final class EngineSnapshot {

    private final HashPMap<AccountId, AccountSnapshot> accounts;
    private final HashPMap<AccountId, Refusal> refused;
    private final HashPMap<Integer, Halt> halted;
    private final Lease lease;
    private final LeaseClock clock;
    private final int partitions;

    private EngineSnapshot(
            HashPMap<AccountId, AccountSnapshot> accounts,
            HashPMap<AccountId, Refusal> refused,
            HashPMap<Integer, Halt> halted,
            Lease lease,
            LeaseClock clock,
            int partitions) {
        this.accounts = accounts;
        this.refused = refused;
        this.halted = halted;
        this.lease = lease;
        this.clock = clock;
        this.partitions = partitions;
    }

    static EngineSnapshot empty(int partitions, LeaseClock clock) {
        return new EngineSnapshot(
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                Lease.NONE,
                clock,
                partitions);
    }

    /** Whether an answer may be given now; asked after the request has arrived. */
    public boolean isFresh() {
        return lease.holds(clock);
    }

    /**
     * @return null when there is no such account
     */
    public @Nullable AccountSnapshot account(AccountId id) {
        return accounts.get(id);
    }

    /** Whether the account's history could not be read to its end, so that nothing is known. */
    public boolean isRefused(AccountId id) {
        return !isWhole()
                && (refused.containsKey(id)
                        || halted.containsKey(AccountPartitioner.partitionOf(id, partitions)));
    }

    /** Whether all of them are there and none is closed; of a refused one nothing is known. */
    public boolean areOpen(List<AccountId> ids) {
        for (AccountId id : ids) {
            AccountSnapshot account = accounts.get(id);
            if (account == null || !account.state().isOpen() || isRefused(id)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every account may be spoken of. */
    public boolean isWhole() {
        return refused.isEmpty() && halted.isEmpty();
    }

    /** The account that manages the organization of this one: itself, or the one that opened it. */
    public @Nullable AccountSnapshot managementAccountOf(AccountSnapshot account) {
        if (account.state().organization() != null) {
            return account;
        }
        Account opened = account.state().account();
        if (opened == null || opened.managementAccount() == null) {
            return null;
        }
        return accounts.get(opened.managementAccount());
    }

    /** The organization that the account is a member of; null when it is in none. */
    public @Nullable Organization organizationOf(AccountSnapshot account) {
        AccountSnapshot management = managementAccountOf(account);
        return management == null ? null : management.state().organization();
    }

    /** The closed accounts whose keys are to go at a time. Looks at every account. */
    public Set<AccountId> closedAccounts(Instant until) {
        var found = new HashSet<AccountId>();
        accounts.forEach(
                (id, snapshot) -> {
                    Account account = snapshot.state().account();
                    Account.Closure closure = account == null ? null : account.closure();
                    if (closure != null && closure.isDue(until)) {
                        found.add(id);
                    }
                });
        return found;
    }

    EngineSnapshot with(
            HashPMap<AccountId, AccountSnapshot> newAccounts,
            HashPMap<AccountId, Refusal> newRefused) {
        return new EngineSnapshot(newAccounts, newRefused, halted, lease, clock, partitions);
    }

    EngineSnapshot withHalted(HashPMap<Integer, Halt> newHalted) {
        return new EngineSnapshot(accounts, refused, newHalted, lease, clock, partitions);
    }

    EngineSnapshot with(Lease newLease) {
        return new EngineSnapshot(accounts, refused, halted, newLease, clock, partitions);
    }

    HashPMap<AccountId, AccountSnapshot> accounts() {
        return accounts;
    }

    HashPMap<AccountId, Refusal> refused() {
        return refused;
    }

    HashPMap<Integer, Halt> halted() {
        return halted;
    }
}
