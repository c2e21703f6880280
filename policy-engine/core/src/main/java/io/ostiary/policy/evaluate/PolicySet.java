package io.ostiary.policy.evaluate;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.RecentQuestions;
import io.ostiary.policy.compile.StatementIndex;
import io.ostiary.policy.document.PolicyKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * All policies that apply to a request, and the index of those that count as one. Made once for a
 * principal and kept; what differs by request is put in by the {@code with} methods, which share
 * the index.
 */
public final class PolicySet {

    public static final PolicySet EMPTY =
            new PolicySet(List.of(), List.of(), null, null, null, Guardrails.NONE);

    private final List<LabelledPolicy> identity;
    private final List<LabelledPolicy> groups;
    private final StatementIndex principalIndex;
    private final @Nullable LabelledPolicy boundary;
    private final @Nullable List<LabelledPolicy> session;
    private final @Nullable StatementIndex sessionIndex;
    private final @Nullable LabelledPolicy resource;
    private final Guardrails guardrails;

    /**
     * @param identity of the user or role itself, inline and attached
     * @param groups of the user's groups, the same
     * @param boundary null when the principal has none
     * @param session null when the session was made without any; an empty list allows nothing
     * @param resource the role's trust policy or the resource's own, null when it has none
     * @param guardrails what the organization allows at most
     */
    public PolicySet(
            List<LabelledPolicy> identity,
            List<LabelledPolicy> groups,
            @Nullable LabelledPolicy boundary,
            @Nullable List<LabelledPolicy> session,
            @Nullable LabelledPolicy resource,
            Guardrails guardrails) {
        this(
                List.copyOf(identity),
                List.copyOf(groups),
                LabelledPolicy.index(identity, groups),
                boundary,
                session == null ? null : List.copyOf(session),
                session == null ? null : LabelledPolicy.index(session, List.of()),
                resource,
                guardrails);
    }

    /**
     * Of a user or role as it is, without session or resource.
     *
     * @param indexes makes the index of policies that count as one, or has it already
     */
    public static PolicySet of(
            List<LabelledPolicy> identity,
            List<LabelledPolicy> groups,
            @Nullable LabelledPolicy boundary,
            Function<List<CompiledPolicy>, StatementIndex> indexes) {
        return new PolicySet(
                List.copyOf(identity),
                List.copyOf(groups),
                indexes.apply(LabelledPolicy.compiled(identity, groups)),
                boundary,
                null,
                null,
                null,
                Guardrails.NONE);
    }

    private PolicySet(
            List<LabelledPolicy> identity,
            List<LabelledPolicy> groups,
            StatementIndex principalIndex,
            @Nullable LabelledPolicy boundary,
            @Nullable List<LabelledPolicy> session,
            @Nullable StatementIndex sessionIndex,
            @Nullable LabelledPolicy resource,
            Guardrails guardrails) {
        if (resource != null && !resource.policy().kind().namesPrincipals()) {
            throw new IllegalArgumentException("a resource's policy names principals");
        }
        this.identity = identity;
        this.groups = groups;
        this.principalIndex = principalIndex;
        this.boundary = boundary;
        this.session = session;
        this.sessionIndex = sessionIndex;
        this.resource = resource;
        this.guardrails = guardrails;
    }

    public PolicySet withResource(String label, CompiledPolicy policy) {
        return new PolicySet(
                identity,
                groups,
                principalIndex,
                boundary,
                session,
                sessionIndex,
                new LabelledPolicy(label, policy),
                guardrails);
    }

    public PolicySet withBoundary(String label, CompiledPolicy policy) {
        return withBoundary(new LabelledPolicy(label, policy));
    }

    public PolicySet withBoundary(LabelledPolicy policy) {
        return new PolicySet(
                identity,
                groups,
                principalIndex,
                policy,
                session,
                sessionIndex,
                resource,
                guardrails);
    }

    /**
     * @param indexes as {@link #of} has it
     */
    public PolicySet withSession(
            List<LabelledPolicy> policies, Function<List<CompiledPolicy>, StatementIndex> indexes) {
        return new PolicySet(
                identity,
                groups,
                principalIndex,
                boundary,
                List.copyOf(policies),
                indexes.apply(LabelledPolicy.compiled(policies, List.of())),
                resource,
                guardrails);
    }

    public PolicySet withGuardrails(Guardrails rails) {
        return rails == guardrails
                ? this
                : new PolicySet(
                        identity,
                        groups,
                        principalIndex,
                        boundary,
                        session,
                        sessionIndex,
                        resource,
                        rails);
    }

    /** The same, of which what is asked most is remembered. */
    public PolicySet remembering(RecentQuestions questions) {
        return new PolicySet(
                identity,
                groups,
                principalIndex.remembering(questions),
                boundary,
                session,
                sessionIndex == null ? null : sessionIndex.remembering(questions),
                resource,
                guardrails);
    }

    public List<LabelledPolicy> identity() {
        return identity;
    }

    public List<LabelledPolicy> groups() {
        return groups;
    }

    public @Nullable LabelledPolicy boundary() {
        return boundary;
    }

    public @Nullable List<LabelledPolicy> session() {
        return session;
    }

    public @Nullable LabelledPolicy resource() {
        return resource;
    }

    public Guardrails guardrails() {
        return guardrails;
    }

    /** The principal's own policies and those of its groups: they count as one. */
    StatementIndex principalIndex() {
        return principalIndex;
    }

    @Nullable StatementIndex sessionIndex() {
        return sessionIndex;
    }

    /** True where the resource's own word is needed whatever the caller's policies say. */
    boolean hasTrustPolicy() {
        return resource != null && resource.policy().kind() == PolicyKind.TRUST;
    }
}
