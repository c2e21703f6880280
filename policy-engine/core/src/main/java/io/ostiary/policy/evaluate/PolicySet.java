package io.ostiary.policy.evaluate;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * All policies that apply to a request.
 *
 * @param identity of the user or role itself, inline and attached
 * @param groups of the user's groups, the same
 * @param boundary null when the principal has none
 * @param session null when the session was made without any; an empty list allows nothing
 * @param resource the role's trust policy or the resource's own, null when it has none
 * @param guardrails what the organization allows at most
 */
public record PolicySet(
        List<LabelledPolicy> identity,
        List<LabelledPolicy> groups,
        @Nullable LabelledPolicy boundary,
        @Nullable List<LabelledPolicy> session,
        @Nullable LabelledPolicy resource,
        Guardrails guardrails) {

    public static final PolicySet EMPTY =
            new PolicySet(List.of(), List.of(), null, null, null, Guardrails.NONE);

    public PolicySet {
        identity = List.copyOf(identity);
        groups = List.copyOf(groups);
        session = session == null ? null : List.copyOf(session);
        if (resource != null && !resource.policy().kind().namesPrincipals()) {
            throw new IllegalArgumentException("a resource's policy names principals");
        }
    }

    public PolicySet withResource(String label, CompiledPolicy policy) {
        return new PolicySet(
                identity, groups, boundary, session, new LabelledPolicy(label, policy), guardrails);
    }

    public PolicySet withBoundary(String label, CompiledPolicy policy) {
        return new PolicySet(
                identity, groups, new LabelledPolicy(label, policy), session, resource, guardrails);
    }

    public PolicySet withSession(List<LabelledPolicy> policies) {
        return new PolicySet(identity, groups, boundary, policies, resource, guardrails);
    }

    public PolicySet withGuardrails(Guardrails rails) {
        return new PolicySet(identity, groups, boundary, session, resource, rails);
    }

    /** True where the resource's own word is needed whatever the caller's policies say. */
    boolean hasTrustPolicy() {
        return resource != null && resource.policy().kind() == PolicyKind.TRUST;
    }
}
