package io.ostiary.policy.simulate;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.EvaluationResult;
import io.ostiary.contract.shape.EvaluationResult.OrganizationsDecisionDetail;
import io.ostiary.contract.shape.EvaluationResult.PermissionsBoundaryDecisionDetail;
import io.ostiary.contract.shape.EvaluationResult.ResourceSpecificResult;
import io.ostiary.contract.shape.MatchedStatement;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.PolicyEffect;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Simulates (IAM API Reference, SimulateCustomPolicy, SimulatePrincipalPolicy, EvaluationResult):
 * one result an action; of several resources each has its own beside it, and the action's is the
 * strictest of them. The decision is {@link Evaluator}'s; this tells which statements it came from
 * and which keys it lacked.
 */
public final class Simulator {

    private static final LabelledPolicy ALLOW_ALL = allowAll();

    /** Statements held against requests in one page; a page may be shorter than was asked for. */
    private static final int PAGE_WORK = 50_000;

    private final ServiceAuthorization data;

    public Simulator(ServiceAuthorization data) {
        this.data = data;
    }

    /**
     * @param next the action at which the next page begins; null after the last
     */
    public record Page(List<EvaluationResult> results, @Nullable Integer next) {
        public Page {
            results = List.copyOf(results);
        }
    }

    /**
     * @param from the first action
     * @param most results at most
     */
    public Page simulate(Simulation simulation, int from, int most) {
        var run = new Run(simulation);
        List<EvaluationResult> results = new ArrayList<>();
        long work = 0;
        int at = from;
        while (at < simulation.actions().size()
                && results.size() < most
                && (results.isEmpty() || work + simulation.work() <= PAGE_WORK)) {
            results.add(run.result(simulation.actions().get(at++)));
            work += simulation.work();
        }
        return new Page(results, at < simulation.actions().size() ? at : null);
    }

    /** What one resource came to. */
    private record Judged(
            String resource,
            Decision.Outcome outcome,
            List<MatchedStatement> matched,
            List<String> missing,
            @Nullable Map<String, String> details,
            @Nullable PermissionsBoundaryDecisionDetail boundary,
            boolean isWithinAccount,
            boolean organizationAllows) {}

    private final class Run {
        private final Simulation simulation;
        private final PolicySet policies;
        private final @Nullable PolicySet organization;
        private final boolean bounded;

        Run(Simulation simulation) {
            this.simulation = simulation;
            this.bounded = simulation.boundary() != null;
            List<LabelledPolicy> identity = new ArrayList<>();
            for (SimulatedPolicy policy : simulation.identity()) {
                identity.add(labelled(policy));
            }
            SimulatedPolicy boundary = simulation.boundary();
            SimulatedPolicy resource = simulation.resourcePolicy();
            Guardrails guardrails = simulation.guardrails();
            PolicySet set =
                    new PolicySet(
                            identity,
                            List.of(),
                            boundary == null ? null : labelled(boundary),
                            null,
                            null,
                            Guardrails.NONE);
            this.organization =
                    guardrails == null
                            ? null
                            : new PolicySet(
                                    List.of(ALLOW_ALL), List.of(), null, null, null, guardrails);
            this.policies =
                    resource == null ? set : set.withResource(resource.id(), resource.compiled());
        }

        private static LabelledPolicy labelled(SimulatedPolicy policy) {
            return new LabelledPolicy(policy.id(), policy.compiled());
        }

        EvaluationResult result(ActionName action) {
            if (simulation.resources().isEmpty()) {
                Judged all = judge(action, "*", simulation.caller().account());
                return result(
                        action,
                        all,
                        all.organizationAllows(),
                        all.matched(),
                        all.missing(),
                        null,
                        List.of());
            }
            List<Judged> each = new ArrayList<>();
            for (String resource : simulation.resources()) {
                each.add(judge(action, resource, owner(resource)));
            }
            Judged strictest = each.getFirst();
            boolean organizationAllows = each.stream().allMatch(Judged::organizationAllows);
            for (Judged judged : each) {
                if (severity(judged) > severity(strictest)) {
                    strictest = judged;
                }
            }
            boolean denied = strictest.outcome() == Decision.Outcome.EXPLICIT_DENY;
            Set<MatchedStatement> matched = new LinkedHashSet<>();
            Set<String> missing = new LinkedHashSet<>();
            List<ResourceSpecificResult> specific = new ArrayList<>();
            for (Judged judged : each) {
                // "the deny statement is the only entry included in the result"
                if (judged.outcome()
                        == (denied ? Decision.Outcome.EXPLICIT_DENY : Decision.Outcome.ALLOW)) {
                    matched.addAll(judged.matched());
                }
                missing.addAll(judged.missing());
                specific.add(
                        new ResourceSpecificResult(
                                judged.details(),
                                text(judged.outcome()),
                                judged.resource(),
                                judged.matched(),
                                judged.missing(),
                                judged.boundary()));
            }
            Map<String, String> details = strictest.details();
            return result(
                    action,
                    strictest,
                    organizationAllows,
                    matched,
                    missing,
                    details == null && strictest.isWithinAccount() ? Map.of() : details,
                    specific);
        }

        private EvaluationResult result(
                ActionName action,
                Judged judged,
                boolean organizationAllows,
                Collection<MatchedStatement> matched,
                Collection<String> missing,
                @Nullable Map<String, String> details,
                List<ResourceSpecificResult> specific) {
            return new EvaluationResult(
                    action.text(),
                    text(judged.outcome()),
                    details,
                    simulation.resourceName(action, data),
                    List.copyOf(matched),
                    List.copyOf(missing),
                    simulation.guardrails() == null
                            ? null
                            : new OrganizationsDecisionDetail(organizationAllows),
                    judged.boundary(),
                    specific);
        }

        private AccountId owner(String resource) {
            String account = resource.split(":", 6)[4];
            return AccountId.isValid(account) ? new AccountId(account) : simulation.owner();
        }

        private Judged judge(ActionName action, String resource, AccountId owner) {
            var request =
                    new AuthorizationRequest(
                            action,
                            resource.equals("*") ? ResourceName.NONE : ResourceName.of(resource),
                            owner,
                            simulation.caller().principal(),
                            simulation.context().on(owner));
            Decision.Outcome limit = organizationSays(request);
            if (limit != Decision.Outcome.ALLOW) {
                return new Judged(
                        resource,
                        limit,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        request.isWithinAccount(),
                        false);
            }
            Decision.Outcome outcome = Evaluator.evaluate(request, policies).outcome();
            return new Judged(
                    resource,
                    outcome,
                    matched(request, outcome),
                    outcome == Decision.Outcome.IMPLICIT_DENY ? missing() : List.of(),
                    request.isWithinAccount() ? null : details(request),
                    boundaryDetail(request),
                    request.isWithinAccount(),
                    true);
        }

        /**
         * What the organization's policies leave of the request: "If an AWS Organizations SCP
         * included in the evaluation denies access, the simulation ends" (IAM API Reference,
         * EvaluationResult). A resource control policy is none of its inputs.
         */
        private Decision.Outcome organizationSays(AuthorizationRequest request) {
            return organization == null
                    ? Decision.Outcome.ALLOW
                    : Evaluator.evaluate(
                                    new AuthorizationRequest(
                                            request.action(),
                                            request.resource(),
                                            simulation.caller().account(),
                                            request.principal(),
                                            request.keys()),
                                    organization)
                            .outcome();
        }

        /**
         * The statements that decided. Of an implicit denial only the other account's are told, to
         * which the caller's own policies are missing (IAM API Reference, SimulatePrincipalPolicy,
         * Examples). What a boundary allows decides nothing by itself.
         */
        private List<MatchedStatement> matched(
                AuthorizationRequest request, Decision.Outcome outcome) {
            if (outcome == Decision.Outcome.IMPLICIT_DENY && request.isWithinAccount()) {
                return List.of();
            }
            boolean denied = outcome == Decision.Outcome.EXPLICIT_DENY;
            Effect effect = denied ? Effect.DENY : Effect.ALLOW;
            List<MatchedStatement> matched = new ArrayList<>();
            SimulatedPolicy resource = simulation.resourcePolicy();
            if (resource != null) {
                matched.addAll(resource.matched(request, bounded, effect, DecisionSource.RESOURCE));
            }
            SimulatedPolicy boundary = simulation.boundary();
            if (boundary != null && denied) {
                matched.addAll(boundary.matched(request, bounded, effect, DecisionSource.BOUNDARY));
            }
            for (SimulatedPolicy policy : simulation.identity()) {
                matched.addAll(policy.matched(request, bounded, effect, DecisionSource.IAM));
            }
            return matched;
        }

        /** What the policies ask for that nobody gave, whether or not it would help. */
        private List<String> missing() {
            Set<String> missing = new LinkedHashSet<>();
            SimulatedPolicy resource = simulation.resourcePolicy();
            SimulatedPolicy boundary = simulation.boundary();
            if (resource != null) {
                missing.addAll(resource.keys());
            }
            if (boundary != null) {
                missing.addAll(boundary.keys());
            }
            simulation.identity().forEach(policy -> missing.addAll(policy.keys()));
            missing.removeIf(key -> !simulation.context().lacks(key));
            return List.copyOf(missing);
        }

        private Map<String, String> details(AuthorizationRequest request) {
            Map<String, String> details = new TreeMap<>();
            PolicyEffect identity = PolicyEffect.NOTHING;
            for (LabelledPolicy policy : policies.identity()) {
                PolicyEffect effect = policy.policy().effect(request, bounded);
                identity = effect.compareTo(identity) > 0 ? effect : identity;
            }
            details.put(DecisionSource.IAM, text(identity));
            add(DecisionSource.RESOURCE, policies.resource(), request, details);
            add(DecisionSource.BOUNDARY, policies.boundary(), request, details);
            return details;
        }

        private void add(
                String source,
                @Nullable LabelledPolicy policy,
                AuthorizationRequest request,
                Map<String, String> details) {
            if (policy != null) {
                details.put(source, text(policy.policy().effect(request, bounded)));
            }
        }

        private @Nullable PermissionsBoundaryDecisionDetail boundaryDetail(
                AuthorizationRequest request) {
            LabelledPolicy boundary = policies.boundary();
            return boundary == null
                    ? null
                    : new PermissionsBoundaryDecisionDetail(
                            boundary.policy().effect(request, true) == PolicyEffect.ALLOW);
        }
    }

    private static LabelledPolicy allowAll() {
        return switch (PolicyParser.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":"
                        + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                PolicyKind.IDENTITY)) {
            case PolicyParseResult.ParsedPolicy(var document) ->
                    new LabelledPolicy("everything", CompiledPolicy.of(document));
            case PolicyParseResult.MalformedPolicy(String reason) ->
                    throw new IllegalStateException(reason);
        };
    }

    private static int severity(Judged judged) {
        return switch (judged.outcome()) {
            case ALLOW -> 0;
            case IMPLICIT_DENY -> 1;
            case EXPLICIT_DENY -> 2;
        };
    }

    private static String text(Decision.Outcome outcome) {
        return switch (outcome) {
            case ALLOW -> "allowed";
            case IMPLICIT_DENY -> "implicitDeny";
            case EXPLICIT_DENY -> "explicitDeny";
        };
    }

    private static String text(PolicyEffect effect) {
        return switch (effect) {
            case NOTHING -> "implicitDeny";
            case ALLOW_ACCOUNT, ALLOW_ROLE, ALLOW -> "allowed";
            case DENY -> "explicitDeny";
        };
    }
}
