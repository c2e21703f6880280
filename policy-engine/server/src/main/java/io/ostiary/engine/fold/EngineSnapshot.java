package io.ostiary.engine.fold;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Organization;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;

import java.util.function.BooleanSupplier;

/**
 * Everything that an answer may be made of: the accounts and until when they may be spoken of.
 * Immutable; a request reads the reference to it once and stays with it.
 */
public final class EngineSnapshot {

    private final HashPMap<AccountId, AccountSnapshot> accounts;
    private final HashPMap<AccountId, String> refused;
    private final BooleanSupplier fresh;

    EngineSnapshot(
            HashPMap<AccountId, AccountSnapshot> accounts,
            HashPMap<AccountId, String> refused,
            BooleanSupplier fresh) {
        this.accounts = accounts;
        this.refused = refused;
        this.fresh = fresh;
    }

    /** Whether an answer may be given now; asked after the request has arrived. */
    public boolean isFresh() {
        return fresh.getAsBoolean();
    }

    /**
     * @return null when there is no such account
     */
    public @Nullable AccountSnapshot account(AccountId id) {
        return accounts.get(id);
    }

    /** Whether the account's history could not be read to its end, so that nothing is known. */
    public boolean isRefused(AccountId id) {
        return !refused.isEmpty() && refused.containsKey(id);
    }

    /** How many accounts are refused, for health. */
    public int refusedAccounts() {
        return refused.size();
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

    HashPMap<AccountId, AccountSnapshot> accounts() {
        return accounts;
    }

    HashPMap<AccountId, String> refused() {
        return refused;
    }
}
