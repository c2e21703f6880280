package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.GroupCommand.DeleteGroup;
import io.ostiary.contract.command.IamCommand;
import io.ostiary.contract.command.InstanceProfileCommand.DeleteInstanceProfile;
import io.ostiary.contract.command.OperatorCommand;
import io.ostiary.contract.command.OrganizationCommand;
import io.ostiary.contract.command.OrganizationCommand.DeleteOrganizationalUnit;
import io.ostiary.contract.command.PolicyCommand.DeletePolicy;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.command.ResourceCommand;
import io.ostiary.contract.command.RoleCommand.DeleteRole;
import io.ostiary.contract.command.S3Command;
import io.ostiary.contract.command.UserCommand.DeleteUser;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;
import io.ostiary.testkit.Histories;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whatever is sent in whatever order: replay equals live, and nothing that is used is deleted. */
@Execution(ExecutionMode.CONCURRENT)
class RandomHistoryTest {
    private static final int HISTORIES = 50;
    private static final int HISTORIES_OF_A_NIGHT = 1_000;
    private static final int STEPS = 200;
    private static final int LONG = 8_000;
    private static final long FIRST_SEED = 20_260_101;
    private static final long SEED = 2;

    /** In seconds, for a closed account is to come to its end within a history. */
    private static final Duration CLOSED_ACCOUNTS_KEPT = Duration.ofSeconds(40);

    private static final Decider DECIDERS =
            new Deciders(ManagedPolicyCatalog.open(), CLOSED_ACCOUNTS_KEPT);

    private static final List<Class<?>> OPERATIONS =
            List.of(
                    IamCommand.class,
                    OrganizationCommand.class,
                    OperatorCommand.class,
                    S3Command.class,
                    ResourceCommand.class,
                    RecordUse.class);

    @Test
    void everyHistoryKeepsItsPromises() {
        play(FIRST_SEED, HISTORIES);
    }

    @Test
    @Tag("nightly")
    void eachOfAThousandHistoriesKeepsItsPromises() {
        play(System.nanoTime(), HISTORIES_OF_A_NIGHT);
    }

    private static void play(long firstSeed, int count) {
        var histories = new Histories(DECIDERS, RandomHistoryTest::check);
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            histories.run(seed, STEPS);
        }
    }

    /** A history that never gets anywhere would prove nothing. */
    @Test
    void aLongHistoryOfEveryOperationAndAHundredKindsOfCommandsKeepsItsPromises() {
        Set<String> accepted = new Histories(DECIDERS, RandomHistoryTest::check).run(SEED, LONG);
        var operations = new TreeSet<String>();
        for (Class<?> sent : OPERATIONS) {
            collect(sent, operations);
        }
        operations.removeAll(accepted);
        assertEquals(Set.of(), operations);
        assertTrue(accepted.size() >= 100, () -> "only " + accepted);
    }

    private static void collect(Class<?> sealed, Set<String> names) {
        Class<?>[] permitted = sealed.getPermittedSubclasses();
        if (permitted == null) {
            names.add(sealed.getSimpleName());
            return;
        }
        for (Class<?> one : permitted) {
            collect(one, names);
        }
    }

    @Test
    void aRuleThatIsLeftOutIsFoundAndToldBriefly() {
        // Deletes a user though groups still hold it.
        Decider careless =
                (account, envelope, effects) ->
                        envelope.command() instanceof DeleteUser command
                                        && account.userNamed(command.userName())
                                                instanceof User user
                                ? CommandResult.accepted(new UserDeleted(user.id()))
                                : Rules.DECIDERS.decide(account, envelope, effects);
        var histories = new Histories(careless, (before, actor, command, result) -> {});
        AssertionError told =
                assertThrows(
                        AssertionError.class,
                        () -> {
                            for (long seed = 1; seed < 50; seed++) {
                                histories.run(seed, STEPS);
                            }
                        });
        String message = String.valueOf(told.getMessage());
        assertTrue(message.startsWith("seed "), message);
        assertTrue(message.lines().filter(line -> line.contains("Step[")).count() <= 5, message);
    }

    private static void check(
            AccountState before, Actor actor, Command command, CommandResult result) {
        boolean stranger = result.equals(CommandResult.rejected(CommonError.invalidClientToken()));
        if (!before.isOpen() && !(command instanceof RecordUse)) {
            assertTrue(stranger, () -> "in a closed account " + command + " gave " + result);
        }
        if (!stranger && command instanceof DeleteOrganizationalUnit(String unitId)) {
            checkUnit(before, unitId, result);
        }
        Attachable target = stranger ? null : deleted(before, command);
        if (target != null && !isProtected(target)) {
            assertEquals(
                    isUsed(before, target),
                    isRefused(result, "DeleteConflict"),
                    () -> command + " gave " + result);
        }
    }

    private static boolean isRefused(CommandResult result, String code) {
        return result instanceof CommandResult.Rejected(var error) && error.code().equals(code);
    }

    private static void checkUnit(AccountState before, String unitId, CommandResult result) {
        boolean[] holds = {false};
        before.scan(Table.ORGANIZATIONAL_UNITS, "")
                .forEach(unit -> holds[0] |= unit.parentId().equals(unitId));
        before.scan(Table.MEMBER_ACCOUNTS, "")
                .forEach(member -> holds[0] |= member.parentId().equals(unitId));
        assertEquals(
                holds[0] && before.find(Table.ORGANIZATIONAL_UNITS, unitId) != null,
                isRefused(result, "OrganizationalUnitNotEmptyException"),
                () -> "deletion of " + unitId + " gave " + result);
    }

    private static boolean isProtected(Attachable target) {
        return target.path().startsWith("/aws-service-role/") && target instanceof Role;
    }

    private static @Nullable Attachable deleted(AccountState before, Command command) {
        return switch (command) {
            case DeleteUser c -> before.userNamed(c.userName());
            case DeleteGroup c -> before.groupNamed(c.groupName());
            case DeleteRole c -> before.roleNamed(c.roleName());
            case DeleteInstanceProfile c -> before.instanceProfileNamed(c.instanceProfileName());
            case DeletePolicy c ->
                    c.policyArn().contains(before.id().value())
                            ? before.policyByArn(c.policyArn())
                            : null;
            default -> null;
        };
    }

    /** Found by looking at everything there is, not by the indices that the rule uses. */
    private static boolean isUsed(AccountState before, Attachable target) {
        boolean holds =
                !target.attachments().policyArns().isEmpty()
                        || !target.attachments().inlinePolicies().isEmpty();
        return switch (target) {
            case User user ->
                    holds
                            || !user.groupIds().isEmpty()
                            || !user.credentials().accessKeys().isEmpty()
                            || user.credentials().loginProfile() != null
                            || holdsMore(before, user);
            case Group group -> {
                boolean[] found = {holds};
                before.scan(Table.USERS, "")
                        .forEach(user -> found[0] |= user.groupIds().contains(group.id()));
                yield found[0];
            }
            case Role role -> {
                boolean[] found = {holds};
                before.scan(Table.INSTANCE_PROFILES, "")
                        .forEach(profile -> found[0] |= role.id().equals(profile.roleId()));
                yield found[0];
            }
            case InstanceProfile profile -> profile.roleId() != null;
            case ServerCertificate certificate -> false;
            case ManagedPolicy policy ->
                    policy.versions().size() > 1
                            || isUsed(before, policy.arn(before.id()).toString());
        };
    }

    private static boolean holdsMore(AccountState before, User user) {
        boolean[] found = {false};
        for (var table :
                List.of(
                        Table.SSH_PUBLIC_KEYS,
                        Table.SERVICE_SPECIFIC_CREDENTIALS,
                        Table.SIGNING_CERTIFICATES)) {
            before.scan(table, "")
                    .forEach(held -> found[0] |= held.owner().equals(user.entityId()));
        }
        return found[0];
    }

    private static boolean isUsed(AccountState before, String arn) {
        boolean[] found = {false};
        for (var table : List.of(Table.USERS, Table.GROUPS, Table.ROLES)) {
            before.scan(table, "")
                    .forEach(
                            entity ->
                                    found[0] |=
                                            entity.attachments().hasPolicy(arn)
                                                    || arn.equals(
                                                            entity.attachments().boundaryArn()));
        }
        return found[0];
    }
}
