package io.ostiary.policy.explain;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.StatementIndex;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.PolicyVersion;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Finds what would turn a refusal into an allow. The evaluator is asked, what it misses is given to
 * it, and it is asked again, until it allows: so a suggestion that would not help is never made,
 * and neither is one with a part too many, for each answers a refusal of its own.
 */
public final class Suggestions {

    /** More refusals than this one after the other are nothing that anybody would mend by hand. */
    private static final int MAX_CHANGES = 40;

    private final Function<String, List<String>> actions;

    /**
     * @param actions the names of all actions that a pattern stands for, {@code s3:Get*}; none
     *     where that is not known, or they are too many to be written down
     */
    public Suggestions(Function<String, List<String>> actions) {
        this.actions = actions;
    }

    /**
     * Those that there are, a change of context before one of policies; none for what is allowed.
     */
    public List<Suggestion> find(AuthorizationRequest request, PolicySet policies) {
        var found = new ArrayList<Suggestion>();
        if (Evaluator.evaluate(request, policies).isAllowed()) {
            return found;
        }
        Suggestion context = ContextSearch.find(request, policies);
        if (context != null) {
            found.add(context);
        }
        Suggestion change = ofPolicies(request, policies);
        if (change != null) {
            found.add(change);
        }
        return found;
    }

    private @Nullable Suggestion ofPolicies(AuthorizationRequest request, PolicySet policies) {
        var changes = new ArrayList<Change>();
        PolicySet changed = policies;
        while (changes.size() <= MAX_CHANGES) {
            Decision decision = Evaluator.evaluate(request, changed);
            PolicyLayer layer = decision.layer();
            if (layer == null) {
                return new Suggestion(changes);
            }
            PolicySet next =
                    decision.outcome() == Decision.Outcome.EXPLICIT_DENY
                            ? narrowed(request, changed, layer, changes)
                            : allowing(request, changed, layer, changes);
            if (next == null) {
                return null;
            }
            changed = next;
        }
        return null;
    }

    /**
     * Without a denying statement of the layer that applies; of a policy the last, so that the
     * places of those before it stay those of the document.
     */
    private @Nullable PolicySet narrowed(
            AuthorizationRequest request,
            PolicySet policies,
            PolicyLayer layer,
            List<Change> changes) {
        boolean bounded = policies.boundary() != null;
        for (Place place : Place.all(request, policies)) {
            if (place.layer() != layer) {
                continue;
            }
            CompiledPolicy policy = place.policy().policy();
            for (CompiledStatement statement : policy.statements().reversed()) {
                if (statement.effect() == Effect.DENY
                        && statement.firstUnmet(request, bounded) == null) {
                    Narrowing.Narrowed narrowed =
                            Narrowing.of(request, place, statement.index(), bounded, actions);
                    changes.add(
                            new Change.EditStatement(
                                    layer,
                                    place.level(),
                                    place.policy(),
                                    statement.index(),
                                    statement.name(),
                                    narrowed.by(),
                                    narrowed.exact()));
                    return place.put(policies, policy.replacing(statement.index(), narrowed.by()));
                }
            }
        }
        return null;
    }

    /** With an allow where the layer misses one. */
    private static @Nullable PolicySet allowing(
            AuthorizationRequest request,
            PolicySet policies,
            PolicyLayer layer,
            List<Change> changes) {
        return switch (layer) {
            // It denies only; what allows is AWS's own policy, which cannot be detached.
            case RCP -> null;
            case SCP -> levelAllowing(request, policies, changes);
            case IDENTITY -> {
                Statement allow = own(request, PolicyKind.IDENTITY, layer, changes);
                if (allow == null) {
                    yield null;
                }
                var identity = new ArrayList<>(policies.identity());
                identity.add(alone(allow, PolicyKind.IDENTITY));
                yield new PolicySet(
                        identity,
                        policies.groups(),
                        policies.boundary(),
                        policies.session(),
                        policies.resource(),
                        policies.guardrails());
            }
            case SESSION -> {
                Statement allow = own(request, PolicyKind.SESSION, layer, changes);
                List<LabelledPolicy> old = policies.session();
                var session = new ArrayList<>(old == null ? List.of() : old);
                if (allow != null) {
                    session.add(alone(allow, PolicyKind.SESSION));
                }
                yield allow == null ? null : policies.withSession(session, StatementIndex::joined);
            }
            case BOUNDARY -> into(policies.boundary(), layer, request, policies, changes);
            case RESOURCE -> {
                LabelledPolicy resource = policies.resource();
                if (resource != null) {
                    yield into(resource, layer, request, policies, changes);
                }
                Statement allow =
                        ExactAllow.of(
                                request, PolicyKind.RESOURCE, PolicyVersion.V2012_10_17, true);
                if (allow == null) {
                    yield null;
                }
                changes.add(new Change.AddStatement(layer, 0, null, allow));
                yield policies.withResource(
                        "resource",
                        CompiledPolicy.of(
                                document(allow, PolicyKind.RESOURCE),
                                ExactAllow.bindings(request.principal())));
            }
        };
    }

    /** A policy of its own, which concerns nobody else. */
    private static @Nullable Statement own(
            AuthorizationRequest request,
            PolicyKind kind,
            PolicyLayer layer,
            List<Change> changes) {
        Statement allow = ExactAllow.of(request, kind, PolicyVersion.V2012_10_17, false);
        if (allow != null) {
            changes.add(new Change.AddStatement(layer, 0, null, allow));
        }
        return allow;
    }

    private static @Nullable PolicySet into(
            @Nullable LabelledPolicy policy,
            PolicyLayer layer,
            AuthorizationRequest request,
            PolicySet policies,
            List<Change> changes) {
        if (policy == null) {
            return null;
        }
        var place = new Place(layer, 0, 0, false, policy);
        PolicyDocument document = policy.policy().document();
        Statement allow =
                ExactAllow.of(request, document.kind(), document.version(), place.isShared());
        if (allow == null) {
            return null;
        }
        changes.add(new Change.AddStatement(layer, 0, policy, allow));
        return place.put(
                policies, policy.policy().adding(allow, ExactAllow.bindings(request.principal())));
    }

    /** At the first level of the organization that leaves it unsaid. */
    private static @Nullable PolicySet levelAllowing(
            AuthorizationRequest request, PolicySet policies, List<Change> changes) {
        Statement allow = ExactAllow.of(request, PolicyKind.SCP, PolicyVersion.V2012_10_17, true);
        if (allow == null) {
            return null;
        }
        Guardrails rails = policies.guardrails();
        var levels = new ArrayList<>(rails.scp());
        for (int level = 0; level < levels.size(); level++) {
            if (!allows(levels.get(level), request)) {
                var more = new ArrayList<>(levels.get(level));
                more.add(alone(allow, PolicyKind.SCP));
                levels.set(level, more);
                changes.add(new Change.AddStatement(PolicyLayer.SCP, level, null, allow));
                return policies.withGuardrails(new Guardrails(levels, rails.rcp()));
            }
        }
        return null;
    }

    private static boolean allows(List<LabelledPolicy> level, AuthorizationRequest request) {
        for (LabelledPolicy policy : level) {
            for (CompiledStatement statement : policy.policy().statements()) {
                if (statement.effect() == Effect.ALLOW
                        && statement.firstUnmet(request, false) == null) {
                    return true;
                }
            }
        }
        return false;
    }

    private static LabelledPolicy alone(Statement allow, PolicyKind kind) {
        return new LabelledPolicy("suggested", CompiledPolicy.of(document(allow, kind)));
    }

    private static PolicyDocument document(Statement allow, PolicyKind kind) {
        return new PolicyDocument(kind, PolicyVersion.V2012_10_17, null, List.of(allow));
    }
}
