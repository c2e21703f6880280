package io.ostiary.engine.authorize;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.S3Error;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.authorize.ResourceCatalog.Unresolvable;
import io.ostiary.engine.denial.Denial;
import io.ostiary.engine.denial.DenialSink;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.Principals;
import io.ostiary.engine.resource.ResourceRegistry;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.AccessDeniedMessage;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The gate before every operation. All of an operation's resources must be allowed, and whatever
 * else it depends on; root may do anything in its own account. What is unknown is denied.
 */
public final class Authorizer {

    private final AuthorizationCatalog catalog;
    private final Principals principals;
    private final OrganizationGuardrails guardrails;
    private final ResourceRegistry registry;
    private final DenialSink denials;

    public Authorizer(
            AuthorizationCatalog catalog,
            Principals principals,
            OrganizationGuardrails guardrails,
            ResourceRegistry registry,
            DenialSink denials) {
        this.catalog = catalog;
        this.principals = principals;
        this.guardrails = guardrails;
        this.registry = registry;
        this.denials = denials;
    }

    /**
     * @param snapshot fresh, and with none of the accounts refused
     */
    public Authorization authorize(EngineSnapshot snapshot, Question question, Instant now) {
        LivePrincipal caller = principals.find(snapshot, question.caller());
        if (caller == null) {
            return new Authorization.Denied(CommonError.invalidClientToken());
        }
        OperationAccess access = catalog.find(question.service(), question.operation());
        if (access == null) {
            return new Authorization.Denied(
                    CommonError.accessDenied(
                            "User: %s is not authorized to perform: %s:%s"
                                    .formatted(
                                            caller.principal().shownArn(),
                                            question.service(),
                                            question.operation())));
        }
        var callerKeys = new CallerKeys(snapshot, caller, question.facts(), now);
        try {
            for (ResourceSource source : access.resources()) {
                ResolvedResource resource =
                        ResourceCatalog.resolve(
                                source, snapshot, registry, caller, question.parameters());
                AwsError denial = judge(snapshot, caller, access, resource, question, callerKeys);
                OperationAccess tagging = access.tagging();
                if (denial == null && tagging != null && !question.parameters().tags().isEmpty()) {
                    denial = judge(snapshot, caller, tagging, resource, question, callerKeys);
                }
                if (denial == null && BucketRights.isForOwnersOnly(access.action(), resource)) {
                    denial = BucketRights.ofAnother(caller, resource);
                }
                if (denial != null) {
                    return new Authorization.Denied(denial);
                }
            }
            for (OperationAccess.Dependent dependent : access.dependents()) {
                AwsError denial = judge(snapshot, caller, dependent, question, callerKeys);
                if (denial != null) {
                    return new Authorization.Denied(denial);
                }
            }
        } catch (Unresolvable e) {
            return new Authorization.Denied(e.error());
        }
        return new Authorization.Allowed(caller.account().state().revision());
    }

    private @Nullable AwsError judge(
            EngineSnapshot snapshot,
            LivePrincipal caller,
            OperationAccess access,
            ResolvedResource resource,
            Question question,
            CallerKeys callerKeys) {
        AccountState state = caller.account().state();
        var keys = new OperationKeys(callerKeys, access, question.parameters(), state, resource);
        return judge(
                snapshot,
                caller,
                access.action(),
                resource,
                resource.shownName(),
                keys,
                callerKeys,
                tagNames(question.parameters().tags()));
    }

    private @Nullable AwsError judge(
            EngineSnapshot snapshot,
            LivePrincipal caller,
            OperationAccess.Dependent dependent,
            Question question,
            CallerKeys callerKeys)
            throws Unresolvable {
        ResolvedResource resource =
                ResourceCatalog.resolve(
                        dependent.resource(), snapshot, registry, caller, question.parameters());
        ConditionKeys keys = added(dependent.keys(), callerKeys);
        // PassRole is told with the role's ARN.
        return judge(
                snapshot,
                caller,
                dependent.action(),
                resource,
                resource.name(),
                keys,
                callerKeys,
                List.copyOf(dependent.keys().keySet()));
    }

    private @Nullable AwsError judge(
            EngineSnapshot snapshot,
            LivePrincipal caller,
            ActionName action,
            ResolvedResource resource,
            ResourceName told,
            ConditionKeys keys,
            CallerKeys callerKeys,
            List<String> stated) {
        Guardrails rails =
                guardrails.of(snapshot, caller, action, resource.name(), resource.account());
        boolean ownRoot = caller.isRoot() && resource.account().equals(caller.account().id());
        LabelledPolicy own =
                ownRoot && BucketRights.isRootsAlways(action) ? null : resource.policy();
        if (ownRoot && rails.isEmpty() && own == null) {
            return null;
        }
        var request =
                new AuthorizationRequest(
                        action, told, resource.account(), caller.principal(), keys);
        PolicySet railed = caller.policies().withGuardrails(rails);
        PolicySet policies = own == null ? railed : railed.withResource(own.label(), own.policy());
        Decision decision = Evaluator.evaluate(request, policies);
        if (decision.isAllowed()) {
            return null;
        }
        AwsError denial =
                BucketRights.isBucket(resource) && !request.isWithinAccount()
                        ? S3Error.accessDenied()
                        : CommonError.accessDenied(
                                AccessDeniedMessage.of(
                                        request, decision, request.isWithinAccount()));
        denials.note(
                caller.account().id(),
                () ->
                        new Denial.Judged(
                                callerKeys.asked(),
                                caller.caller(),
                                request,
                                policies,
                                decision,
                                stated,
                                denial.message()));
        return denial;
    }

    private static List<String> tagNames(List<Tag> tags) {
        if (tags.isEmpty()) {
            return List.of();
        }
        var names = new ArrayList<String>(tags.size());
        for (Tag tag : tags) {
            names.add("aws:RequestTag/" + tag.key());
        }
        return names;
    }

    private static ConditionKeys added(Map<String, List<String>> added, ConditionKeys others) {
        return key -> {
            List<String> values = added.get(key);
            return values == null ? others.values(key) : values;
        };
    }
}
