package io.ostiary.policy.evaluate;

import io.ostiary.policy.compile.PolicyEffect;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.PrincipalKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Decides. An explicit deny in any layer wins; otherwise every layer that applies must allow, and
 * which layers those are depends on how the resource's policy names the caller.
 *
 * <p>Within one account (IAM User Guide, "How AWS enforcement code logic evaluates requests to
 * allow or deny access"):
 *
 * <ul>
 *   <li>it names the user or session, or everyone: that is enough;
 *   <li>it names the role of the session: boundary and session policies limit it;
 *   <li>it names the account or nobody: identity, boundary and session must allow; a trust policy
 *       must at least have named the account ("IAM role trust policies … must explicitly allow").
 * </ul>
 *
 * <p>Across accounts ("Cross-account policy evaluation logic") both sides must allow. The root user
 * needs no policy of its own. A caller without identity in any account (a service, an anonymous
 * one) lives by the resource's policy alone.
 */
public final class Evaluator {

    private Evaluator() {}

    public static Decision evaluate(AuthorizationRequest request, PolicySet policies) {
        PrincipalKind kind = request.principal().kind();
        LabelledPolicy boundary = policies.boundary();
        boolean bounded = boundary != null;
        LabelledPolicy resource = policies.resource();
        PolicyEffect byResource =
                resource == null
                        ? PolicyEffect.NOTHING
                        : resource.policy().effect(request, bounded);
        if (byResource == PolicyEffect.DENY) {
            return Decision.EXPLICIT_DENY_RESOURCE;
        }
        if (kind.isWithoutIdentity()) {
            return byResource == PolicyEffect.NOTHING
                    ? Decision.IMPLICIT_DENY_RESOURCE
                    : Decision.ALLOW;
        }
        PolicyEffect byIdentity = PolicyEffect.ALLOW;
        PolicyEffect byBoundary = PolicyEffect.ALLOW;
        PolicyEffect bySession = PolicyEffect.ALLOW;
        if (!kind.isRoot()) {
            byIdentity = stronger(effect(policies.identity(), request), policies.groups(), request);
            if (byIdentity == PolicyEffect.DENY) {
                return Decision.EXPLICIT_DENY_IDENTITY;
            }
            byBoundary = effect(boundary, request);
            if (byBoundary == PolicyEffect.DENY) {
                return Decision.EXPLICIT_DENY_BOUNDARY;
            }
        }
        List<LabelledPolicy> session = policies.session();
        if (session != null) {
            bySession = effect(session, request);
            if (bySession == PolicyEffect.DENY) {
                return Decision.EXPLICIT_DENY_SESSION;
            }
        }
        if (!request.isWithinAccount() || policies.hasTrustPolicy()) {
            if (byResource == PolicyEffect.NOTHING) {
                return Decision.IMPLICIT_DENY_RESOURCE;
            }
        }
        if (request.isWithinAccount()) {
            if (byResource == PolicyEffect.ALLOW) {
                return Decision.ALLOW;
            }
            if (byResource == PolicyEffect.ALLOW_ROLE) {
                byIdentity = PolicyEffect.ALLOW;
            }
        }
        return allAllow(byIdentity, byBoundary, bySession);
    }

    private static Decision allAllow(
            PolicyEffect byIdentity, PolicyEffect byBoundary, PolicyEffect bySession) {
        if (byIdentity != PolicyEffect.ALLOW) {
            return Decision.IMPLICIT_DENY_IDENTITY;
        }
        if (byBoundary != PolicyEffect.ALLOW) {
            return Decision.IMPLICIT_DENY_BOUNDARY;
        }
        return bySession == PolicyEffect.ALLOW ? Decision.ALLOW : Decision.IMPLICIT_DENY_SESSION;
    }

    private static PolicyEffect effect(
            @Nullable LabelledPolicy policy, AuthorizationRequest request) {
        return policy == null ? PolicyEffect.ALLOW : policy.policy().effect(request, true);
    }

    private static PolicyEffect effect(
            List<LabelledPolicy> policies, AuthorizationRequest request) {
        return stronger(PolicyEffect.NOTHING, policies, request);
    }

    /** Several policies of one layer count as one: any deny denies, else any allow allows. */
    private static PolicyEffect stronger(
            PolicyEffect sofar, List<LabelledPolicy> policies, AuthorizationRequest request) {
        PolicyEffect strongest = sofar;
        for (int i = 0; i < policies.size() && strongest != PolicyEffect.DENY; i++) {
            PolicyEffect effect = policies.get(i).policy().effect(request, false);
            if (effect.compareTo(strongest) > 0) {
                strongest = effect;
            }
        }
        return strongest;
    }
}
