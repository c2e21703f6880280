package io.ostiary.policy.evaluate;

import io.ostiary.policy.compile.PolicyEffect;
import io.ostiary.policy.compile.StatementIndex;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.PrincipalKind;

import org.jspecify.annotations.Nullable;

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
 * <p>What the organization's guard rails leave out, nothing below them can give back, and the root
 * user is under them as everybody else.
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

        PolicyEffect byRcp = everyLevel(policies.guardrails().rcpIndexes(), request);
        if (byRcp == PolicyEffect.DENY) {
            return Decision.EXPLICIT_DENY_RCP;
        }
        PolicyEffect byScp =
                kind.isWithoutIdentity()
                        ? PolicyEffect.ALLOW
                        : everyLevel(policies.guardrails().scpIndexes(), request);
        if (byScp == PolicyEffect.DENY) {
            return Decision.EXPLICIT_DENY_SCP;
        }
        LabelledPolicy resource = policies.resource();
        PolicyEffect byResource =
                resource == null
                        ? PolicyEffect.NOTHING
                        : resource.policy().effect(request, bounded);
        if (byResource == PolicyEffect.DENY) {
            return Decision.EXPLICIT_DENY_RESOURCE;
        }
        PolicyEffect byIdentity = PolicyEffect.ALLOW;
        PolicyEffect byBoundary = PolicyEffect.ALLOW;
        PolicyEffect bySession = PolicyEffect.ALLOW;
        if (!request.principal().hasRootsRights() && !kind.isWithoutIdentity()) {
            byIdentity = policies.principalIndex().effect(request, false);
            if (byIdentity == PolicyEffect.DENY) {
                return Decision.EXPLICIT_DENY_IDENTITY;
            }
            byBoundary = effect(boundary, request);
            if (byBoundary == PolicyEffect.DENY) {
                return Decision.EXPLICIT_DENY_BOUNDARY;
            }
        }
        if (!kind.isWithoutIdentity()) {
            bySession = session(kind, policies.sessionIndex(), request);
            if (bySession == PolicyEffect.DENY) {
                return Decision.EXPLICIT_DENY_SESSION;
            }
        }

        if (byRcp != PolicyEffect.ALLOW) {
            return Decision.IMPLICIT_DENY_RCP;
        }
        if (byScp != PolicyEffect.ALLOW) {
            return Decision.IMPLICIT_DENY_SCP;
        }
        boolean within = request.isWithinAccount();
        if (byResource == PolicyEffect.NOTHING && (!within || policies.hasTrustPolicy())) {
            return Decision.IMPLICIT_DENY_RESOURCE;
        }
        if (kind.isWithoutIdentity() || (within && byResource == PolicyEffect.ALLOW)) {
            return Decision.ALLOW;
        }
        if (within && byResource == PolicyEffect.ALLOW_ROLE) {
            byIdentity = PolicyEffect.ALLOW;
        }
        return allAllow(byIdentity, byBoundary, bySession);
    }

    /** A deny at any level denies, and every level must hold an allow. */
    private static PolicyEffect everyLevel(StatementIndex[] levels, AuthorizationRequest request) {
        PolicyEffect weakest = PolicyEffect.ALLOW;
        for (StatementIndex level : levels) {
            PolicyEffect effect = level.effect(request, false);
            if (effect == PolicyEffect.DENY) {
                return PolicyEffect.DENY;
            }
            if (effect != PolicyEffect.ALLOW) {
                weakest = PolicyEffect.NOTHING;
            }
        }
        return weakest;
    }

    /**
     * A session made without policies has the rights of its role or user; a federated user made
     * without any has none ("How AWS enforcement code logic evaluates requests", "Session
     * policies").
     */
    private static PolicyEffect session(
            PrincipalKind kind, @Nullable StatementIndex policies, AuthorizationRequest request) {
        if (policies == null) {
            return kind == PrincipalKind.FEDERATED_USER ? PolicyEffect.NOTHING : PolicyEffect.ALLOW;
        }
        return policies.effect(request, false);
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
}
