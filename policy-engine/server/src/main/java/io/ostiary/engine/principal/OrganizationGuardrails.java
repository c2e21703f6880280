package io.ostiary.engine.principal;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.view.OrganizationPolicies;
import io.ostiary.state.view.OrganizationTree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of its organization's policies limit an account: those of the root, of the units above it
 * and its own, of each enabled type. They are compiled once an account and hang off the snapshot of
 * the account that manages the organization, so any change of the organization drops them.
 *
 * <p>Where that account is not there, or its history could not be read, everything is denied: what
 * it says may be a deny.
 */
public final class OrganizationGuardrails {

    /** The path of roles that no guard rail limits, and whose trust none does. */
    private static final String SERVICE_LINKED = "/aws-service-role/";

    private static final String SERVICE_LINKED_ROLE = "role" + SERVICE_LINKED;

    private static final List<List<LabelledPolicy>> DENY_ALL =
            List.of(
                    List.of(
                            new LabelledPolicy(
                                    "organization/unreadable", PolicyCompiler.denyAll())));

    private static final Rails NONE = new Rails(Guardrails.NONE);
    private static final Rails UNREADABLE = new Rails(new Guardrails(DENY_ALL, DENY_ALL));

    private static final CompiledPolicy SCP_FULL =
            CompiledPolicy.of(PolicyDocument.fullAccess(PolicyKind.SCP));
    private static final CompiledPolicy RCP_FULL =
            CompiledPolicy.of(PolicyDocument.fullAccess(PolicyKind.RCP));

    private final PolicyCompiler compiler;

    public OrganizationGuardrails(PolicyCompiler compiler) {
        this.compiler = compiler;
    }

    /** Of one account, with what decisions ask for made ready. */
    private record Rails(Guardrails all, Guardrails scp) {
        Rails(Guardrails all) {
            this(all, all.rcp().isEmpty() ? all : all.withRcpOf(Guardrails.NONE));
        }
    }

    /**
     * What limits a request.
     *
     * @param caller null for one without identity: nobody's service control policies
     * @param owner of the resource
     */
    public Guardrails of(
            EngineSnapshot snapshot,
            @Nullable LivePrincipal caller,
            ActionName action,
            ResourceName resource,
            AccountId owner) {
        if (caller != null && isServiceLinked(caller)) {
            return Guardrails.NONE;
        }
        return ofOthers(
                snapshot, caller == null ? null : caller.account(), action, resource, owner);
    }

    /**
     * What limits those of an account that are not exempt.
     *
     * @param caller the account; null for those without identity
     */
    public Guardrails ofOthers(
            EngineSnapshot snapshot,
            @Nullable AccountSnapshot caller,
            ActionName action,
            ResourceName resource,
            AccountId owner) {
        Rails ofCaller = caller == null ? NONE : rails(snapshot, caller);
        if (!RcpServices.concern(action, resource)) {
            return ofCaller.scp();
        }
        boolean within = caller != null && caller.id().equals(owner);
        AccountSnapshot account = within ? null : snapshot.account(owner);
        // An account that is not there has no resources, and nobody who would limit them.
        Rails ofOwner = within ? ofCaller : account == null ? NONE : rails(snapshot, account);
        if (ofOwner.all().rcp().isEmpty() || isServiceLinked(resource)) {
            return ofCaller.scp();
        }
        return within ? ofCaller.all() : ofCaller.all().withRcpOf(ofOwner.all());
    }

    /**
     * What the service control policies of an account allow one of its principals at most: all that
     * the policy simulator asks of an organization (IAM API Reference, SimulateCustomPolicy).
     */
    public Guardrails serviceControl(
            EngineSnapshot snapshot, AccountSnapshot account, Attachable entity) {
        return isServiceLinked(entity) ? Guardrails.NONE : serviceControl(snapshot, account);
    }

    /** The same of those that are not exempt. */
    public Guardrails serviceControl(EngineSnapshot snapshot, AccountSnapshot account) {
        return rails(snapshot, account).scp();
    }

    /** Whether nothing limits anybody of an account in what he does with its own resources. */
    public boolean isUnlimited(EngineSnapshot snapshot, AccountSnapshot account) {
        return rails(snapshot, account) == NONE;
    }

    private static boolean isServiceLinked(LivePrincipal caller) {
        return isServiceLinked(caller.entity());
    }

    /** Whether no guard rail limits it. */
    public static boolean isServiceLinked(@Nullable Attachable entity) {
        return entity instanceof Role role && role.path().startsWith(SERVICE_LINKED);
    }

    /**
     * By its ARN, so that one that does not exist is judged alike. A path may hold colons: only
     * what stands behind the fifth counts.
     */
    private static boolean isServiceLinked(ResourceName resource) {
        return Arn.parse(resource.text())
                .filter(arn -> arn.service().equals("iam"))
                .filter(arn -> arn.resource().startsWith(SERVICE_LINKED_ROLE))
                .isPresent();
    }

    private Rails rails(EngineSnapshot snapshot, AccountSnapshot account) {
        Account opened = account.state().account();
        AccountId manager = opened == null ? null : opened.managementAccount();
        if (manager == null) {
            // It is in no organization, or manages one, which does not limit it.
            return NONE;
        }
        AccountSnapshot management = snapshot.account(manager);
        Organization organization = management == null ? null : management.state().organization();
        if (management == null || organization == null || snapshot.isRefused(manager)) {
            return UNREADABLE;
        }
        if (organization.policyTypes().isEmpty()) {
            return NONE;
        }
        String key = account.id().value();
        if (management.derived(key) instanceof Rails known) {
            return known;
        }
        Rails fresh = compiled(new OrganizationTree(management.state(), organization), key);
        management.derive(key, fresh);
        return fresh;
    }

    private Rails compiled(OrganizationTree tree, String account) {
        MemberAccount member = tree.member(account);
        // Opened already, but not yet told to the account that asked for it: under the root.
        List<String> targets =
                new ArrayList<>(
                        tree.fromRoot(
                                member == null ? tree.organization().rootId() : member.parentId()));
        targets.add(account);
        var policies = new OrganizationPolicies(tree);
        return new Rails(
                new Guardrails(
                        levels(policies, targets, OrganizationPolicyType.SERVICE_CONTROL_POLICY),
                        levels(policies, targets, OrganizationPolicyType.RESOURCE_CONTROL_POLICY)));
    }

    private List<List<LabelledPolicy>> levels(
            OrganizationPolicies policies, List<String> targets, OrganizationPolicyType type) {
        var levels = new ArrayList<List<LabelledPolicy>>(targets.size());
        String label =
                switch (type) {
                    case SERVICE_CONTROL_POLICY -> "scp/";
                    case RESOURCE_CONTROL_POLICY -> "rcp/";
                };
        if (policies.isEnabled(type)) {
            for (String target : targets) {
                var level = new ArrayList<LabelledPolicy>();
                for (String id : policies.attachedTo(type, target).policyIds()) {
                    level.add(new LabelledPolicy(label + id, compiled(policies.find(id))));
                }
                levels.add(level);
            }
        }
        return levels;
    }

    private CompiledPolicy compiled(@Nullable OrganizationPolicy policy) {
        if (policy == null) {
            // An attached policy cannot be deleted, so this is a fault of ours; it may have denied.
            return PolicyCompiler.denyAll();
        }
        return switch (policy.type()) {
            case SERVICE_CONTROL_POLICY ->
                    policy.isAwsManaged()
                            ? SCP_FULL
                            : compiler.compile(policy.content(), PolicyKind.SCP);
            case RESOURCE_CONTROL_POLICY ->
                    policy.isAwsManaged()
                            ? RCP_FULL
                            : compiler.compile(policy.content(), PolicyKind.RCP);
        };
    }
}
