package io.ostiary.writer.organization;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.OrganizationCommand.AttachPolicy;
import io.ostiary.contract.command.OrganizationCommand.CreatePolicy;
import io.ostiary.contract.command.OrganizationCommand.DeletePolicy;
import io.ostiary.contract.command.OrganizationCommand.DetachPolicy;
import io.ostiary.contract.command.OrganizationCommand.DisablePolicyType;
import io.ostiary.contract.command.OrganizationCommand.EnablePolicyType;
import io.ostiary.contract.command.OrganizationCommand.PolicyManagement;
import io.ostiary.contract.command.OrganizationCommand.UpdatePolicy;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.OrganizationsError.Conflict;
import io.ostiary.contract.error.OrganizationsError.ConstraintViolation;
import io.ostiary.contract.error.OrganizationsError.OrganizationsInvalidInput;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPartTagged;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyAttached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyDeleted;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyDetached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyUpdated;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeDisabled;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeEnabled;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.result.OrganizationResult.CreatePolicyResult;
import io.ostiary.contract.result.OrganizationResult.DisablePolicyTypeResult;
import io.ostiary.contract.result.OrganizationResult.EnablePolicyTypeResult;
import io.ostiary.contract.result.OrganizationResult.UpdatePolicyResult;
import io.ostiary.contract.shape.Root;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.AttachedPolicies;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.shape.OrganizationShapes;
import io.ostiary.state.view.OrganizationPolicies;
import io.ostiary.state.view.OrganizationTree;
import io.ostiary.writer.rule.Lookup;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rules of an organization's policies (Organizations API Reference, and the quotas of the User
 * Guide). A type takes effect, and a policy is attached, when the answer is there: nothing is ever
 * in progress.
 */
final class OrganizationPolicyDecider {

    /** Ids have eight at least, but the model's pattern of their ARNs wants ten. */
    private static final int POLICY_ID_RANDOM = 10;

    private final OrganizationTree tree;
    private final OrganizationPolicies policies;

    OrganizationPolicyDecider(OrganizationTree tree) {
        this.tree = tree;
        this.policies = new OrganizationPolicies(tree);
    }

    CommandResult decide(PolicyManagement command, Effects effects) {
        return switch (command) {
            case EnablePolicyType c -> enable(c);
            case DisablePolicyType c -> disable(c);
            case CreatePolicy c -> create(c, effects);
            case UpdatePolicy c -> update(c);
            case DeletePolicy c -> delete(c);
            case AttachPolicy c -> attach(c);
            case DetachPolicy c -> detach(c);
        };
    }

    private CommandResult enable(EnablePolicyType command) {
        if (!tree.isRoot(command.rootId())) {
            return rejected(Conflict.ROOT_NOT_FOUND.error());
        }
        OrganizationPolicyType type = available(command.policyType());
        if (type == null) {
            return rejected(Conflict.TYPE_NOT_AVAILABLE.error());
        }
        if (policies.isEnabled(type)) {
            return rejected(Conflict.TYPE_ALREADY_ENABLED.error());
        }
        List<OrganizationPolicyType> types = new ArrayList<>(tree.organization().policyTypes());
        types.add(type);
        return accepted(new EnablePolicyTypeResult(rootWith(types)), new PolicyTypeEnabled(type));
    }

    private CommandResult disable(DisablePolicyType command) {
        if (!tree.isRoot(command.rootId())) {
            return rejected(Conflict.ROOT_NOT_FOUND.error());
        }
        OrganizationPolicyType type = OrganizationPolicyType.named(command.policyType());
        if (type == null || !policies.isEnabled(type)) {
            return rejected(Conflict.TYPE_NOT_ENABLED.error());
        }
        List<OrganizationPolicyType> types = new ArrayList<>(tree.organization().policyTypes());
        types.remove(type);
        return accepted(new DisablePolicyTypeResult(rootWith(types)), new PolicyTypeDisabled(type));
    }

    private Root rootWith(List<OrganizationPolicyType> types) {
        Organization after = tree.organization().withPolicyTypes(types);
        return OrganizationShapes.root(new OrganizationTree(tree.account(), after));
    }

    /**
     * Null for a type that is not built, and for all where the organization has not all features.
     */
    private @Nullable OrganizationPolicyType available(String type) {
        return tree.organization().hasAllFeatures() ? OrganizationPolicyType.named(type) : null;
    }

    private CommandResult create(CreatePolicy command, Effects effects) {
        OrganizationPolicyType type = available(command.type());
        if (type == null) {
            return rejected(Conflict.TYPE_NOT_AVAILABLE.error());
        }
        AwsError problem = OrganizationTags.problem(List.of(), command.tags());
        if (problem == null) {
            problem = OrganizationPolicyDocuments.problem(type, command.content());
        }
        if (problem == null) {
            problem = placeProblem(type, command.name());
        }
        if (problem != null) {
            return rejected(problem);
        }
        var policy =
                new OrganizationPolicy(
                        freshId(effects),
                        type,
                        command.name(),
                        command.description(),
                        command.content(),
                        command.tags());
        List<Event> events = new ArrayList<>(2);
        events.add(
                new OrganizationPolicyCreated(
                        policy.id(), type, policy.name(), policy.description(), policy.content()));
        if (!policy.tags().isEmpty()) {
            events.add(new OrganizationPartTagged(policy.id(), policy.tags()));
        }
        return accepted(new CreatePolicyResult(OrganizationShapes.policy(tree, policy)), events);
    }

    /** Why no further policy of the name can be. Looks at all of the type, which are limited. */
    private @Nullable AwsError placeProblem(OrganizationPolicyType type, String name) {
        if (isTaken(type, name, "")) {
            return Conflict.DUPLICATE_POLICY.error();
        }
        int there = 0;
        for (OrganizationPolicy _ : policies.own(type, "")) {
            there++;
        }
        // The text is the API reference's word for the reason.
        return there >= type.maxPolicies()
                ? new ConstraintViolation(
                        "POLICY_NUMBER_LIMIT_EXCEEDED",
                        "You attempted to exceed the number of policies that you can have in an"
                                + " organization.")
                : null;
    }

    /**
     * @param exceptId of a policy whose own name it may be
     */
    private boolean isTaken(OrganizationPolicyType type, String name, String exceptId) {
        if (OrganizationPolicy.fullAccess(type).name().equals(name)) {
            return true;
        }
        for (OrganizationPolicy policy : policies.own(type, "")) {
            if (policy.name().equals(name) && !policy.id().equals(exceptId)) {
                return true;
            }
        }
        return false;
    }

    private String freshId(Effects effects) {
        String id;
        do {
            id = "p-" + effects.ids().nextToken(POLICY_ID_RANDOM);
        } while (policies.find(id) != null);
        return id;
    }

    private CommandResult update(UpdatePolicy command) {
        return own(command.policyId())
                .then(
                        policy -> {
                            OrganizationPolicy after =
                                    policy.updated(
                                            Objects.requireNonNullElse(
                                                    command.name(), policy.name()),
                                            Objects.requireNonNullElse(
                                                    command.description(), policy.description()),
                                            Objects.requireNonNullElse(
                                                    command.content(), policy.content()));
                            AwsError problem = problem(policy, after);
                            if (problem != null) {
                                return rejected(problem);
                            }
                            var result =
                                    new UpdatePolicyResult(OrganizationShapes.policy(tree, after));
                            return after.equals(policy)
                                    ? accepted(result)
                                    : accepted(
                                            result,
                                            new OrganizationPolicyUpdated(
                                                    after.id(),
                                                    after.name(),
                                                    after.description(),
                                                    after.content()));
                        });
    }

    private @Nullable AwsError problem(OrganizationPolicy before, OrganizationPolicy after) {
        AwsError problem =
                after.content().equals(before.content())
                        ? null
                        : OrganizationPolicyDocuments.problem(after.type(), after.content());
        if (problem != null) {
            return problem;
        }
        return !after.name().equals(before.name())
                        && isTaken(after.type(), after.name(), after.id())
                ? Conflict.DUPLICATE_POLICY.error()
                : null;
    }

    private CommandResult delete(DeletePolicy command) {
        return own(command.policyId())
                .then(
                        policy ->
                                policies.isInUse(policy.id())
                                        ? rejected(Conflict.POLICY_IN_USE.error())
                                        : accepted(new OrganizationPolicyDeleted(policy.id())));
    }

    private Lookup<OrganizationPolicy> own(String id) {
        OrganizationPolicy policy = policies.find(id);
        if (policy != null && policy.isAwsManaged()) {
            return Lookup.refused(
                    new OrganizationsInvalidInput(
                            "IMMUTABLE_POLICY",
                            "You specified a policy that is managed by Amazon Web Services and"
                                    + " can't be modified."));
        }
        return Lookup.of(policy, Conflict.POLICY_NOT_FOUND.error());
    }

    private CommandResult attach(AttachPolicy command) {
        OrganizationPolicy policy = policies.find(command.policyId());
        AwsError missing = missing(policy, command.targetId());
        if (policy == null || missing != null) {
            return rejected(Objects.requireNonNull(missing));
        }
        if (!policies.isEnabled(policy.type())) {
            return rejected(Conflict.TYPE_NOT_ENABLED.error());
        }
        AttachedPolicies attached = policies.attachedTo(policy.type(), command.targetId());
        if (attached.policyIds().contains(policy.id())) {
            return rejected(Conflict.DUPLICATE_ATTACHMENT.error());
        }
        // As AWS told a user of hashicorp/terraform-provider-aws#41493.
        return attached.policyIds().size() >= policy.type().maxAttached()
                ? rejected(
                        new ConstraintViolation(
                                "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
                                "You have attached the maximum number of policies to the specified"
                                        + " target."))
                : accepted(new OrganizationPolicyAttached(policy.id(), command.targetId()));
    }

    private CommandResult detach(DetachPolicy command) {
        OrganizationPolicy policy = policies.find(command.policyId());
        AwsError missing = missing(policy, command.targetId());
        if (policy == null || missing != null) {
            return rejected(Objects.requireNonNull(missing));
        }
        if (!policies.isEnabled(policy.type())) {
            // PolicyTypeNotEnabledException is none of this operation.
            return rejected(Conflict.POLICY_NOT_ATTACHED.error());
        }
        AttachedPolicies attached = policies.attachedTo(policy.type(), command.targetId());
        if (!attached.policyIds().contains(policy.id())) {
            return rejected(Conflict.POLICY_NOT_ATTACHED.error());
        }
        AwsError problem = detachProblem(policy, attached);
        return problem == null
                ? accepted(new OrganizationPolicyDetached(policy.id(), command.targetId()))
                : rejected(problem);
    }

    /** User Guide, "Number of policies that you can attach to an entity". */
    private static @Nullable AwsError detachProblem(
            OrganizationPolicy policy, AttachedPolicies attached) {
        return switch (policy.type()) {
            // As AWS told users of trussworks/terraform-aws-org-scp.
            case SERVICE_CONTROL_POLICY ->
                    attached.policyIds().size() > 1
                            ? null
                            : new ConstraintViolation(
                                    "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
                                    "You cannot remove the last policy attached to the specified"
                                            + " target. You must have at least one attached at all"
                                            + " times.");
            case RESOURCE_CONTROL_POLICY ->
                    policy.isAwsManaged()
                            ? new OrganizationsInvalidInput(
                                    "NON_DETACHABLE_POLICY",
                                    "You can't detach this Amazon Web Services Managed Policy.")
                            : null;
        };
    }

    private @Nullable AwsError missing(@Nullable OrganizationPolicy policy, String targetId) {
        if (policy == null) {
            return Conflict.POLICY_NOT_FOUND.error();
        }
        return policies.isTarget(targetId) ? null : Conflict.TARGET_NOT_FOUND.error();
    }
}
