package io.ostiary.testkit;

import io.ostiary.contract.command.AccountCommand;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.CredentialReportCommand;
import io.ostiary.contract.command.OperatorCommand;
import io.ostiary.contract.command.OrganizationCommand;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Commands about whole accounts: their settings, and the organization that they are in. */
final class RandomAccounts extends RandomValues {
    /** More than names: an address is used up for ever. */
    private static final int ADDRESSES = 20;

    RandomAccounts(Random random, AccountState account) {
        super(random, account);
    }

    Command account() {
        return switch (random.nextInt(5)) {
            case 0 -> new AccountCommand.CreateAccountAlias(name("alias"));
            case 1 -> new AccountCommand.DeleteAccountAlias(name("alias"));
            case 2 -> new AccountCommand.DeleteAccountPasswordPolicy();
            case 3 -> new CredentialReportCommand.GenerateCredentialReport();
            default ->
                    new AccountCommand.UpdateAccountPasswordPolicy(
                            maybe(random.nextBoolean()),
                            maybe(random.nextBoolean()),
                            maybe(1 + random.nextInt(1_095)),
                            maybe(6 + random.nextInt(6)),
                            maybe(1 + random.nextInt(24)),
                            maybe(random.nextBoolean()),
                            maybe(random.nextBoolean()),
                            rarely(true),
                            maybe(random.nextBoolean()));
        };
    }

    Command organization() {
        if (account.organization() == null && random.nextBoolean()) {
            return new OrganizationCommand.CreateOrganization(null);
        }
        if (random.nextInt(3) == 0) {
            return new RandomOrganizationPolicies(random, account).command();
        }
        return switch (random.nextInt(9)) {
            case 0 -> new OrganizationCommand.CreateOrganization(null);
            case 1 ->
                    new OrganizationCommand.CreateAccount(
                            "member",
                            "mail" + random.nextInt(ADDRESSES) + "@example.org",
                            null,
                            null,
                            tags());
            case 2, 3 ->
                    new OrganizationCommand.CreateOrganizationalUnit(
                            name("unit"), parentId(), tags());
            case 4 ->
                    new OrganizationCommand.UpdateOrganizationalUnit(
                            maybe(name("unit")), parentId());
            case 5 -> new OrganizationCommand.DeleteOrganizationalUnit(parentId());
            case 6 -> moveAccount();
            case 7 -> new OrganizationCommand.TagResource(partId(), tags());
            default -> new OrganizationCommand.UntagResource(partId(), tagKeys());
        };
    }

    /** Mostly from where the account lies. */
    private Command moveAccount() {
        var members = new ArrayList<MemberAccount>();
        account.scan(Table.MEMBER_ACCOUNTS, "").forEach(members::add);
        if (members.isEmpty() || random.nextInt(4) == 0) {
            return new OrganizationCommand.MoveAccount("999999999999", parentId(), parentId());
        }
        MemberAccount member = members.get(random.nextInt(members.size()));
        return new OrganizationCommand.MoveAccount(
                member.id().value(),
                parentId(),
                random.nextInt(4) == 0 ? parentId() : member.parentId());
    }

    /** The root, a unit, or now and then neither. */
    private String parentId() {
        var ids = new ArrayList<>(List.of("ou-none-none0000"));
        if (account.organization() != null) {
            ids.add(account.organization().rootId());
        }
        account.scan(Table.ORGANIZATIONAL_UNITS, "").forEach(unit -> ids.add(unit.id()));
        return ids.get(random.nextInt(ids.size()));
    }

    private String partId() {
        return random.nextInt(3) == 0 ? account.id().value() : parentId();
    }

    /** What concerns whole accounts, mostly one that is there. */
    Command house() {
        String id = anyAccount();
        return switch (random.nextInt(4)) {
            case 0, 1 ->
                    isClosed(id)
                            ? new OperatorCommand.ReopenAccount(id)
                            : new OrganizationCommand.CloseAccount(id);
            case 2 -> organization();
            default ->
                    new OperatorCommand.PutQuota(
                            id,
                            random.nextBoolean() ? "PoliciesPerUser" : "GroupsPerUser",
                            5 + random.nextInt(20));
        };
    }

    /** Now and then the wrong way round. */
    private boolean isClosed(String id) {
        MemberAccount member = account.find(Table.MEMBER_ACCOUNTS, id);
        boolean closed = member != null && member.status() == MemberAccount.Status.SUSPENDED;
        return closed != (random.nextInt(8) == 0);
    }

    private String anyAccount() {
        var ids = new ArrayList<String>();
        ids.add("999999999999");
        account.scan(Table.MEMBER_ACCOUNTS, "").forEach(member -> ids.add(member.id().value()));
        return ids.get(random.nextInt(ids.size()));
    }
}
