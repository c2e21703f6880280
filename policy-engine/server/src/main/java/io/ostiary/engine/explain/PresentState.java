package io.ostiary.engine.explain;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.ExplainedDenial;
import io.ostiary.contract.shape.ExplainedDenial.ContextValue;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.decide.ResourceOwners;
import io.ostiary.engine.decide.ResourceOwners.OwnedResource;
import io.ostiary.engine.denial.DenialRecord;
import io.ostiary.engine.denial.DenialTeller;
import io.ostiary.engine.denial.OwnSide;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same question, put to the policies of today: with the context that the request had then, but
 * for the tags of principal and resource, which are part of the state.
 */
final class PresentState {

    /** Where nobody is there who could ask. */
    static final String GONE = "gone";

    private static final String ALLOW = "allow";
    private static final String PRINCIPAL_TAG = "aws:principaltag/";
    private static final List<String> RESOURCE_TAGS =
            List.of("aws:resourcetag/", "iam:resourcetag/");

    private final Principals principals;
    private final OrganizationGuardrails guardrails;
    private final ResourceOwners owners;

    PresentState(Principals principals, OrganizationGuardrails guardrails, ResourceOwners owners) {
        this.principals = principals;
        this.guardrails = guardrails;
        this.owners = owners;
    }

    /**
     * As the reader's side sees it; allow where both sides are its own.
     *
     * @return as {@link ExplainedDenial#now}
     */
    String decision(EngineSnapshot snapshot, AccountId reader, DenialRecord record) {
        String told = record.told().decision();
        String ownerId = record.owner();
        if (ownerId == null || told.equals(DenialTeller.REFUSED)) {
            return DenialTeller.REFUSED;
        }
        LivePrincipal principal = principals.find(snapshot, record.caller());
        if (principal == null) {
            return reader.equals(record.caller().account()) ? GONE : told;
        }
        var owner = new AccountId(ownerId);
        ActionName action = ActionName.of(record.told().action());
        Arn arn = Arn.parse(record.told().resource()).orElse(null);
        OwnedResource owned = arn == null ? null : owners.find(snapshot, action, arn);
        ResourceName resource =
                arn == null ? ResourceName.NONE : ResourceName.of(record.told().resource());
        LabelledPolicy policy =
                owned == null || !owned.owner().equals(owner) ? null : owned.policy();
        PolicySet policies =
                policy == null
                        ? principal.policies()
                        : principal.policies().withResource(policy.label(), policy.policy());
        var request =
                new AuthorizationRequest(
                        action,
                        resource,
                        owner,
                        principal.principal(),
                        keys(record.told().context(), principal, owned));
        OwnSide side =
                OwnSide.of(
                        reader,
                        request,
                        policies.withGuardrails(
                                guardrails.of(snapshot, principal, action, resource, owner)));
        if (side == null) {
            return DenialTeller.REFUSED;
        }
        Decision decision = Evaluator.evaluate(side.request(), side.policies());
        boolean whole = reader.equals(owner) && reader.equals(record.caller().account());
        return decision.isAllowed() && whole ? ALLOW : DenialTeller.name(decision);
    }

    private static ConditionKeys keys(
            List<ContextValue> context, LivePrincipal principal, @Nullable OwnedResource owned) {
        Map<String, List<String>> recorded = new HashMap<>();
        for (ContextValue value : context) {
            recorded.put(Names.key(value.key()), value.values());
        }
        var entity = principal.entity();
        return key -> {
            if (entity != null && key.startsWith(PRINCIPAL_TAG)) {
                return CallerKeys.tag(
                        entity.attachments().tags(), key.substring(PRINCIPAL_TAG.length()));
            }
            for (String prefix : RESOURCE_TAGS) {
                if (key.startsWith(prefix) && owned != null && owned.tags() != null) {
                    return CallerKeys.tag(owned.tags(), key.substring(prefix.length()));
                }
            }
            return recorded.get(key);
        };
    }
}
