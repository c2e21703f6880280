package io.ostiary.writer.organization;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.OrganizationCommand;
import io.ostiary.contract.command.OrganizationCommand.CloseAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateOrganization;
import io.ostiary.contract.command.OrganizationCommand.CreateOrganizationalUnit;
import io.ostiary.contract.command.OrganizationCommand.DeleteOrganizationalUnit;
import io.ostiary.contract.command.OrganizationCommand.ManagementCommand;
import io.ostiary.contract.command.OrganizationCommand.MoveAccount;
import io.ostiary.contract.command.OrganizationCommand.PolicyManagement;
import io.ostiary.contract.command.OrganizationCommand.TagResource;
import io.ostiary.contract.command.OrganizationCommand.UntagResource;
import io.ostiary.contract.command.OrganizationCommand.UpdateOrganizationalUnit;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.OrganizationsError.AlreadyInOrganization;
import io.ostiary.contract.error.OrganizationsError.ConstraintViolation;
import io.ostiary.contract.error.OrganizationsError.OrganizationNotInUse;
import io.ostiary.contract.error.OrganizationsError.OrganizationsAccessDenied;
import io.ostiary.contract.error.OrganizationsError.OrganizationsInvalidInput;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.result.OrganizationResult.CreateAccountResult;
import io.ostiary.contract.result.OrganizationResult.CreateOrganizationResult;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.OrganizationShapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.state.view.Defect;
import io.ostiary.state.view.OrganizationTree;
import io.ostiary.writer.history.FollowUps;
import io.ostiary.writer.rule.ProtectedRoles;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** The rules of the organization (Organizations API Reference). */
public final class OrganizationDecider {
    /** AWS begins with 10 and raises it on request; a house of one's own needs no request. */
    public static final int MAX_ACCOUNTS = 10_000;

    private static final String DEFAULT_ROLE_NAME = "OrganizationAccountAccessRole";

    public CommandResult decide(
            AccountState account,
            OrganizationCommand command,
            CommandEnvelope envelope,
            Effects effects) {
        return switch (command) {
            case CreateOrganization c -> createOrganization(account, c, effects);
            case ManagementCommand c -> manage(account, c, envelope, effects);
        };
    }

    private static CommandResult manage(
            AccountState account,
            ManagementCommand command,
            CommandEnvelope envelope,
            Effects effects) {
        if (opened(account).managementAccount() != null) {
            return rejected(
                    new OrganizationsAccessDenied(
                            "You don't have permissions to access this resource."));
        }
        OrganizationTree tree = OrganizationTree.of(account);
        if (tree == null) {
            return rejected(
                    new OrganizationNotInUse("Your account is not a member of an organization."));
        }
        return switch (command) {
            case CreateAccount c -> createAccount(account, c, effects);
            case CloseAccount c -> Closing.close(account, c, envelope, effects.now());
            case CreateOrganizationalUnit c -> TreeDecider.create(tree, c, effects);
            case UpdateOrganizationalUnit c -> TreeDecider.update(tree, c);
            case DeleteOrganizationalUnit c -> TreeDecider.delete(tree, c);
            case MoveAccount c -> TreeDecider.move(tree, c);
            case TagResource c -> TreeDecider.tag(tree, c);
            case UntagResource c -> TreeDecider.untag(tree, c);
            case PolicyManagement c -> new OrganizationPolicyDecider(tree).decide(c, effects);
        };
    }

    private static CommandResult createOrganization(
            AccountState account, CreateOrganization command, Effects effects) {
        Account management = opened(account);
        if (account.organization() != null || management.managementAccount() != null) {
            return rejected(
                    new AlreadyInOrganization(
                            "The AWS account is already a member of an organization."));
        }
        var organization =
                new Organization(
                        "o-" + effects.ids().nextToken(10),
                        "r-" + effects.ids().nextToken(4),
                        Objects.requireNonNullElse(command.featureSet(), Organization.ALL_FEATURES),
                        effects.now());
        return accepted(
                new CreateOrganizationResult(
                        OrganizationShapes.organization(management, organization)),
                new OrganizationCreated(
                        organization.id(),
                        organization.rootId(),
                        organization.featureSet(),
                        organization.createdAt()));
    }

    private static CommandResult createAccount(
            AccountState account, CreateAccount command, Effects effects) {
        AwsError problem = problem(account, command.tags());
        if (problem != null) {
            return rejected(problem);
        }
        String roleName = Objects.requireNonNullElse(command.roleName(), DEFAULT_ROLE_NAME);
        if (ProtectedRoles.isReserved(roleName)) {
            return rejected(
                    new OrganizationsInvalidInput(
                            "INVALID_ROLE_NAME",
                            "You provided a role name that isn't valid. A role name can't begin"
                                    + " with the reserved prefix AWSServiceRoleFor."));
        }
        var creation =
                new AccountCreation(
                        "car-" + effects.ids().nextHex(32),
                        effects.ids().nextAccount(),
                        command.accountName(),
                        command.email(),
                        command.tags(),
                        effects.now(),
                        null,
                        null,
                        0);
        var wanted =
                new NewAccount(
                        creation.account(),
                        creation.name(),
                        creation.email(),
                        account.id(),
                        roleName,
                        null);
        return accepted(
                new CreateAccountResult(OrganizationShapes.createAccountStatus(creation)),
                new AccountCreationStarted(
                        creation.requestId(),
                        creation.account(),
                        creation.name(),
                        creation.email(),
                        roleName,
                        creation.tags(),
                        creation.requestedAt()),
                FollowUps.reserve(creation.requestId(), account.id(), wanted));
    }

    private static @Nullable AwsError problem(AccountState account, List<Tag> tags) {
        // INVARIANT: each account on its way has one pending message here, its reservation. Other
        // messages wait for milliseconds, and make the limit no larger.
        if (account.count(Table.MEMBER_ACCOUNTS) + account.count(Table.PENDING_FOLLOW_UPS)
                >= MAX_ACCOUNTS) {
            return new ConstraintViolation(
                    "ACCOUNT_NUMBER_LIMIT_EXCEEDED",
                    "You have exceeded the allowed number of AWS accounts.");
        }
        return OrganizationTags.problem(List.of(), tags);
    }

    private static Account opened(AccountState account) {
        Account opened = account.account();
        if (opened == null) {
            throw new Defect("a caller in an account that is not open");
        }
        return opened;
    }
}
