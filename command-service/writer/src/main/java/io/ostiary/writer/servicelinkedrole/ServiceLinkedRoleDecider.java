package io.ostiary.writer.servicelinkedrole;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.ServiceLinkedRoleCommand;
import io.ostiary.contract.command.ServiceLinkedRoleCommand.CreateServiceLinkedRole;
import io.ostiary.contract.command.ServiceLinkedRoleCommand.DeleteServiceLinkedRole;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.AttachmentEvent.PolicyDetached;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.RoleDeleted;
import io.ostiary.contract.event.RoleEvent.RoleDeletionTaskSucceeded;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.ServiceLinkedRoleResult.CreateServiceLinkedRoleResult;
import io.ostiary.contract.result.ServiceLinkedRoleResult.DeleteServiceLinkedRoleResult;
import io.ostiary.policy.managed.ServiceLinkedRoles;
import io.ostiary.policy.managed.ServiceLinkedRoles.Template;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.RoleDeletionTask;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.role.RoleDecider;
import io.ostiary.writer.rule.Lookups;
import io.ostiary.writer.rule.Paths;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The rules of service-linked roles (IAM API Reference). */
public final class ServiceLinkedRoleDecider {
    /** IAM User Guide, "IAM and AWS STS quotas": characters of a role's name. */
    private static final int MAX_NAME = 64;

    /** How long, and how many, deletions may be asked for; AWS does not say: ours. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final int MAX_REMEMBERED = 100;

    private final ServiceLinkedRoles roles = ServiceLinkedRoles.open();

    public CommandResult decide(
            AccountState account, ServiceLinkedRoleCommand command, Effects effects) {
        return switch (command) {
            case CreateServiceLinkedRole c -> create(account, c, effects);
            case DeleteServiceLinkedRole c ->
                    Lookups.role(account, c.roleName())
                            .then(role -> delete(account, role, c.roleName(), effects));
        };
    }

    private CommandResult create(
            AccountState account, CreateServiceLinkedRole command, Effects effects) {
        String service = command.awsServiceName();
        Template template = roles.find(service).orElse(null);
        if (template == null) {
            // AWS's code and text, as Terraform's users were told of account.amazonaws.com.
            return rejected(
                    CommonError.accessDenied(
                            "Cannot find Service Linked Role template for " + service));
        }
        String suffix = command.customSuffix();
        if (suffix != null && !template.takesSuffix()) {
            return rejected(new InvalidInput("Custom suffix is not allowed for " + service));
        }
        String name = template.roleName(suffix);
        if (name.length() > MAX_NAME) {
            // No text of AWS's was found: ours.
            return rejected(
                    new InvalidInput(
                            "The name of the service-linked role is longer than "
                                    + MAX_NAME
                                    + " characters."));
        }
        if (account.roleNamed(name) != null) {
            return rejected(
                    new InvalidInput(
                            "Service role name "
                                    + name
                                    + " has been taken in this account, please try a different"
                                    + " suffix."));
        }
        if (Quota.ROLES.isReached(account, account.count(Table.ROLES))) {
            return rejected(Quota.ROLES.exceeded(account));
        }
        return create(account, template, name, command.description(), effects);
    }

    private static CommandResult create(
            AccountState account,
            Template template,
            String name,
            @Nullable String description,
            Effects effects) {
        var role =
                new Role(
                        effects.ids().next(IdPrefix.ROLE),
                        name,
                        template.path(),
                        effects.now(),
                        description,
                        RoleDecider.DEFAULT_SESSION_SECONDS,
                        new TrustPolicy(template.trust(), Map.of()),
                        Attachments.NONE.withPolicy(template.policyArn()));
        return accepted(
                new CreateServiceLinkedRoleResult(Shapes.serviceLinkedRole(account.id(), role)),
                new RoleCreated(
                        role.id(),
                        role.name(),
                        role.path(),
                        role.description(),
                        role.maxSessionDuration(),
                        role.trust(),
                        role.createdAt()),
                new PolicyAttached(role.entityId(), template.policyArn()));
    }

    /**
     * The task is done when it is answered: whether a service still needs its role is asked of the
     * service, and there is none here. A role that no service made is not found by this operation.
     */
    private static CommandResult delete(
            AccountState account, Role role, String name, Effects effects) {
        if (!Paths.isServiceLinked(role.path())) {
            return rejected(NoSuchEntity.named(Subject.ROLE, name));
        }
        String path = role.path().substring(1);
        String taskId = "task/" + path + role.name() + "/" + uuid(effects.ids().nextHex(32));
        var events = new ArrayList<Event>();
        for (String arn : role.attachments().policyArns()) {
            events.add(new PolicyDetached(role.entityId(), arn));
        }
        events.add(new RoleDeleted(role.id()));
        events.add(
                new RoleDeletionTaskSucceeded(
                        taskId, forgotten(account, effects.now()), effects.now()));
        return accepted(new DeleteServiceLinkedRoleResult(taskId), events);
    }

    /** What must go so that there are no more than may be remembered, with the new one. */
    private static List<String> forgotten(AccountState account, Instant now) {
        var tasks = new ArrayList<RoleDeletionTask>();
        account.scan(Table.ROLE_DELETION_TASKS, "").forEach(tasks::add);
        tasks.sort(
                Comparator.comparing(RoleDeletionTask::succeededAt)
                        .thenComparing(RoleDeletionTask::id));
        var forgotten = new ArrayList<String>();
        for (int i = 0; i < tasks.size(); i++) {
            RoleDeletionTask task = tasks.get(i);
            if (tasks.size() - i >= MAX_REMEMBERED
                    || task.succeededAt().plus(REMEMBERED).isBefore(now)) {
                forgotten.add(task.id());
            }
        }
        return forgotten;
    }

    private static String uuid(String digits) {
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20));
    }
}
