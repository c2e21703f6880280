package io.ostiary.engine.decide;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Decisions.Reason;
import io.ostiary.engine.denial.OwnSide;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.Explainer;
import io.ostiary.policy.explain.Explanation;
import io.ostiary.policy.explain.Finding;
import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Why, as far as one account may know: of its own policies, and of nobody else's. A decision across
 * accounts is told as the asker's side alone sees it, which may be another: else a statement of its
 * own, on the condition of a tag, would read the tags of other accounts' resources.
 */
final class Reasons {

    static final List<Reason> NO_OWNER =
            List.of(new Reason(Reason.Kind.UNKNOWN_RESOURCE_OWNER, null, null, null));

    private static final Map<Decision, List<Reason>> BRIEF = brief();

    private Reasons() {}

    private static Map<Decision, List<Reason>> brief() {
        var brief = new EnumMap<Decision, List<Reason>>(Decision.class);
        for (Decision decision : Decision.values()) {
            PolicyLayer layer = decision.layer();
            brief.put(
                    decision,
                    layer == null
                            ? List.of()
                            : List.of(
                                    new Reason(
                                            kind(decision.outcome()), layer.text(), null, null)));
        }
        return brief;
    }

    /** The kind of policy that refused. */
    static List<Reason> brief(
            AuthorizationRequest request, Decision decision, PolicySet policies, AccountId reader) {
        if (decision.isAllowed() || isWithin(request, reader)) {
            return kindOf(decision);
        }
        OwnSide side = OwnSide.of(reader, request, policies);
        return side == null
                ? List.of()
                : kindOf(Evaluator.evaluate(side.request(), side.policies()));
    }

    private static List<Reason> kindOf(Decision decision) {
        PolicyLayer layer = decision.layer();
        return layer == null ? List.of() : Objects.requireNonNull(BRIEF.get(decision));
    }

    private static boolean isWithin(AuthorizationRequest request, AccountId reader) {
        return reader.equals(request.principal().account())
                && reader.equals(request.resourceAccount());
    }

    /** With the statements that allowed; for people, and many times as dear. */
    static List<Reason> ofAllow(
            AuthorizationRequest request, PolicySet policies, AccountId reader) {
        if (isWithin(request, reader)) {
            return named(request, Explainer.explain(request, policies), reader);
        }
        OwnSide side = OwnSide.of(reader, request, policies);
        Explanation own = side == null ? null : Explainer.explain(side.request(), side.policies());
        return own != null && own.decision().isAllowed() ? named(request, own, reader) : List.of();
    }

    /**
     * With the statements that denied.
     *
     * @param own of the asker's side; null when it has none
     */
    static List<Reason> ofDenial(
            AuthorizationRequest request, @Nullable Explanation own, AccountId reader) {
        if (own == null || own.decision().isAllowed()) {
            return List.of();
        }
        List<Reason> named = named(request, own, reader);
        return named.isEmpty() ? kindOf(own.decision()) : named;
    }

    private static List<Reason> named(
            AuthorizationRequest request, Explanation explanation, AccountId reader) {
        var reasons = new ArrayList<Reason>();
        for (Finding applied : explanation.deciding()) {
            if (isNamed(applied.layer()) && isOwn(applied.layer(), request, reader)) {
                reasons.add(
                        new Reason(
                                kind(explanation.decision().outcome()),
                                applied.layer().text(),
                                applied.policy().label(),
                                applied.name()));
            }
        }
        return reasons;
    }

    private static boolean isOwn(
            PolicyLayer layer, AuthorizationRequest request, AccountId reader) {
        return switch (layer) {
            case SCP, IDENTITY, BOUNDARY, SESSION -> reader.equals(request.principal().account());
            case RCP, RESOURCE -> reader.equals(request.resourceAccount());
        };
    }

    /** The organization's policies are its management account's: of them only the kind is told. */
    private static boolean isNamed(PolicyLayer layer) {
        return switch (layer) {
            case IDENTITY, BOUNDARY, SESSION, RESOURCE -> true;
            case SCP, RCP -> false;
        };
    }

    private static Reason.Kind kind(Decision.Outcome outcome) {
        return switch (outcome) {
            case ALLOW -> Reason.Kind.ALLOWED;
            case EXPLICIT_DENY -> Reason.Kind.EXPLICIT_DENY;
            case IMPLICIT_DENY -> Reason.Kind.IMPLICIT_DENY;
        };
    }
}
