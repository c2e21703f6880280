package io.ostiary.writer;

import io.ostiary.contract.command.AccessKeyCommand;
import io.ostiary.contract.command.AccountCommand;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.CredentialReportCommand;
import io.ostiary.contract.command.GroupCommand;
import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.command.InstanceProfileCommand;
import io.ostiary.contract.command.LoginProfileCommand;
import io.ostiary.contract.command.OperatorCommand;
import io.ostiary.contract.command.OrganizationCommand;
import io.ostiary.contract.command.PolicyCommand;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.command.ResourceCommand;
import io.ostiary.contract.command.RoleCommand;
import io.ostiary.contract.command.S3Command;
import io.ostiary.contract.command.ServerCertificateCommand;
import io.ostiary.contract.command.ServiceLinkedRoleCommand;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand;
import io.ostiary.contract.command.SigningCertificateCommand;
import io.ostiary.contract.command.SshPublicKeyCommand;
import io.ostiary.contract.command.UserCommand;
import io.ostiary.contract.error.CommonError;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.accesskey.AccessKeyDecider;
import io.ostiary.writer.account.AccountDecider;
import io.ostiary.writer.attachment.AttachmentDecider;
import io.ostiary.writer.credentialreport.CredentialReportDecider;
import io.ostiary.writer.credentialuse.CredentialUseDecider;
import io.ostiary.writer.group.GroupDecider;
import io.ostiary.writer.heldcredential.ServiceSpecificCredentialDecider;
import io.ostiary.writer.heldcredential.SigningCertificateDecider;
import io.ostiary.writer.heldcredential.SshPublicKeyDecider;
import io.ostiary.writer.history.HistoryDecider;
import io.ostiary.writer.instanceprofile.InstanceProfileDecider;
import io.ostiary.writer.loginprofile.LoginProfileDecider;
import io.ostiary.writer.operator.OperatorDecider;
import io.ostiary.writer.organization.OrganizationDecider;
import io.ostiary.writer.policy.PolicyDecider;
import io.ostiary.writer.resource.BucketDecider;
import io.ostiary.writer.resource.ResourceDecider;
import io.ostiary.writer.role.RoleDecider;
import io.ostiary.writer.rule.PolicyArns;
import io.ostiary.writer.servercertificate.ServerCertificateDecider;
import io.ostiary.writer.servicelinkedrole.ServiceLinkedRoleDecider;
import io.ostiary.writer.user.UserDecider;

import java.time.Duration;

/** The one way to a decision: first the caller's standing, then the rules of the family. */
public final class Deciders implements Decider {
    /**
     * AWS keeps closed accounts for ninety days (Account Management Reference Guide, "Close an AWS
     * account").
     */
    public static final Duration CLOSED_ACCOUNTS_KEPT = Duration.ofDays(90);

    private final AccountDecider accounts = new AccountDecider();
    private final UserDecider users;
    private final GroupDecider groups;
    private final RoleDecider roles;
    private final PolicyDecider policies;
    private final InstanceProfileDecider instanceProfiles;
    private final ServerCertificateDecider serverCertificates;
    private final ServiceLinkedRoleDecider serviceLinkedRoles = new ServiceLinkedRoleDecider();
    private final AccessKeyDecider accessKeys = new AccessKeyDecider();
    private final LoginProfileDecider loginProfiles = new LoginProfileDecider();
    private final SshPublicKeyDecider sshPublicKeys = new SshPublicKeyDecider();
    private final ServiceSpecificCredentialDecider serviceCredentials =
            new ServiceSpecificCredentialDecider();
    private final SigningCertificateDecider signingCertificates = new SigningCertificateDecider();
    private final OrganizationDecider organizations = new OrganizationDecider();
    private final CredentialReportDecider credentialReports = new CredentialReportDecider();
    private final CredentialUseDecider credentialUses = new CredentialUseDecider();
    private final OperatorDecider operators = new OperatorDecider();
    private final BucketDecider buckets = new BucketDecider();
    private final ResourceDecider resources = new ResourceDecider();
    private final HistoryDecider histories;

    public Deciders(ManagedPolicyCatalog managed) {
        this(managed, CLOSED_ACCOUNTS_KEPT);
    }

    /**
     * @param closedAccountsKept how long an account that is closed from now on can be reopened
     */
    public Deciders(ManagedPolicyCatalog managed, Duration closedAccountsKept) {
        this.histories = new HistoryDecider(closedAccountsKept);
        var arns = new PolicyArns(managed);
        var attachments = new AttachmentDecider(arns);
        this.users = new UserDecider(attachments);
        this.groups = new GroupDecider(attachments);
        this.roles = new RoleDecider(attachments);
        this.policies = new PolicyDecider(arns, attachments);
        this.instanceProfiles = new InstanceProfileDecider(attachments);
        this.serverCertificates = new ServerCertificateDecider(attachments);
    }

    @Override
    public CommandResult decide(AccountState account, CommandEnvelope envelope, Effects effects) {
        if (!Standing.holds(account, envelope)) {
            return CommandResult.rejected(CommonError.invalidClientToken());
        }
        return switch (envelope.command()) {
            case AccountCommand c -> accounts.decide(account, c, envelope);
            case UserCommand c -> users.decide(account, c, effects);
            case GroupCommand c -> groups.decide(account, c, effects);
            case RoleCommand c -> roles.decide(account, c, envelope, effects);
            case ServiceLinkedRoleCommand c -> serviceLinkedRoles.decide(account, c, effects);
            case PolicyCommand c -> policies.decide(account, c, effects);
            case InstanceProfileCommand c -> instanceProfiles.decide(account, c, effects);
            case ServerCertificateCommand c -> serverCertificates.decide(account, c, effects);
            case AccessKeyCommand c -> accessKeys.decide(account, c, envelope, effects);
            case LoginProfileCommand c -> loginProfiles.decide(account, c, envelope, effects);
            case SshPublicKeyCommand c -> sshPublicKeys.decide(account, c, envelope, effects);
            case ServiceSpecificCredentialCommand c ->
                    serviceCredentials.decide(account, c, envelope, effects);
            case SigningCertificateCommand c ->
                    signingCertificates.decide(account, c, envelope, effects);
            case OrganizationCommand c -> organizations.decide(account, c, envelope, effects);
            case S3Command c -> buckets.decide(account, c, envelope);
            case ResourceCommand c -> resources.decide(account, c, envelope);
            case CredentialReportCommand c -> credentialReports.decide(account, c, effects);
            case OperatorCommand c -> operators.decide(account, c, envelope);
            case HistoryCommand c -> histories.decide(account, c, effects);
            case RecordUse c -> credentialUses.decide(account, c, effects);
        };
    }
}
