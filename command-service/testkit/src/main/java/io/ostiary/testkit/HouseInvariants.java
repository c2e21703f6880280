package io.ostiary.testkit;

import static io.ostiary.testkit.Invariants.require;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountAlias;
import io.ostiary.state.entity.AccountReservation;
import io.ostiary.state.entity.AliasReservation;
import io.ostiary.state.entity.Bucket;
import io.ostiary.state.entity.BucketReservation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import java.util.Map;
import java.util.TreeMap;

/** What holds between the histories of a house when no message is on its way. */
final class HouseInvariants {

    private final Map<AccountId, AccountState> accounts;
    private final AccountState registry;

    private HouseInvariants(Map<AccountId, AccountState> accounts) {
        this.accounts = accounts;
        this.registry = state(AccountId.REGISTRY);
    }

    /**
     * @throws AssertionError naming the first that does not hold
     */
    static void check(Map<AccountId, AccountState> accounts) {
        var house = new HouseInvariants(accounts);
        for (AccountState account : accounts.values()) {
            require(
                    account.count(Table.PENDING_FOLLOW_UPS) == 0,
                    () -> "a message of " + account.id() + " was never answered");
            house.checkMembers(account);
            Account opened = account.account();
            if (opened != null && opened.managementAccount() != null) {
                house.checkManaged(account, opened, house.state(opened.managementAccount()));
            }
        }
        house.checkAliases();
        house.checkBuckets();
    }

    private AccountState state(AccountId id) {
        return accounts.getOrDefault(id, AccountState.empty(id));
    }

    private void checkMembers(AccountState management) {
        for (MemberAccount member : management.scan(Table.MEMBER_ACCOUNTS, "")) {
            Account opened = state(member.id()).account();
            boolean itself = member.id().equals(management.id());
            require(
                    opened != null
                            && (itself || management.id().equals(opened.managementAccount())),
                    () -> "a member that is nobody's account: " + member);
            require(
                    itself || member.openRevision() <= state(member.id()).revision(),
                    () -> "ahead of its own history: " + member);
        }
    }

    /** Its own history, its management account's and the registry's say the same of it. */
    private void checkManaged(AccountState account, Account opened, AccountState management) {
        MemberAccount member = management.find(Table.MEMBER_ACCOUNTS, account.id().value());
        Account.Closure closure = opened.closure();
        MemberAccount.Status told = member == null ? null : member.status();
        MemberAccount.Status due =
                closure == null
                        ? MemberAccount.Status.ACTIVE
                        : closure.shredded() ? null : MemberAccount.Status.SUSPENDED;
        require(told == due, () -> "told as " + told + ": " + opened);
        // A shredded account's id and address stay taken.
        AccountReservation held = registry.find(Table.ACCOUNT_RESERVATIONS, account.id().value());
        require(
                held != null && held.confirmed() && held.email().equals(opened.email()),
                () -> "not reserved: " + opened);
    }

    private void checkAliases() {
        var expected = new TreeMap<String, AccountId>();
        for (AccountState account : accounts.values()) {
            AccountAlias held = account.alias();
            if (held != null && held.alias() != null) {
                AccountId other = expected.put(held.alias(), account.id());
                require(other == null, () -> "of two accounts: " + held);
            }
        }
        var found = new TreeMap<String, AccountId>();
        for (AliasReservation alias : registry.scan(Table.ALIAS_RESERVATIONS, "")) {
            found.put(alias.alias(), alias.account());
        }
        require(found.equals(expected), () -> "the aliases: " + found + " instead of " + expected);
    }

    /** A name is reserved for just the account that has the bucket. */
    private void checkBuckets() {
        var expected = new TreeMap<String, AccountId>();
        for (AccountState account : accounts.values()) {
            for (Bucket bucket : account.scan(Table.BUCKETS, "")) {
                AccountId other = expected.put(bucket.name(), account.id());
                require(other == null, () -> "of two accounts: " + bucket);
            }
        }
        var found = new TreeMap<String, AccountId>();
        for (BucketReservation held : registry.scan(Table.BUCKET_RESERVATIONS, "")) {
            found.put(held.bucket(), held.account());
        }
        require(found.equals(expected), () -> "the buckets: " + found + " instead of " + expected);
    }
}
