package io.ostiary.policy.compile;

import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.policy.value.CutArn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One statement, ready to be asked. */
public final class CompiledStatement {

    private final int index;
    private final @Nullable String sid;
    private final Effect effect;
    private final @Nullable PrincipalMatcher principal;
    private final ActionMatcher action;
    private final @Nullable ResourceMatcher resource;
    private final ConditionTest[] conditions;
    private final Candidate whole;
    private final Candidate[] byResource;

    private CompiledStatement(
            int index,
            @Nullable String sid,
            Effect effect,
            @Nullable PrincipalMatcher principal,
            ActionMatcher action,
            @Nullable ResourceMatcher resource,
            ConditionTest[] conditions) {
        this.index = index;
        this.sid = sid;
        this.effect = effect;
        this.principal = principal;
        this.action = action;
        this.resource = resource;
        this.conditions = conditions;
        this.whole = new Candidate(action.fingerprint(), this, null);
        List<ArnPattern> patterns = resource == null ? List.of() : resource.patterns();
        this.byResource = new Candidate[patterns.size()];
        for (int i = 0; i < byResource.length; i++) {
            byResource[i] = new Candidate(action.fingerprint(), this, patterns.get(i));
        }
    }

    static CompiledStatement of(
            Statement statement, int index, boolean variables, Map<String, String> bindings) {
        PrincipalElement principal = statement.principal();
        return of(
                statement,
                principal == null ? null : PrincipalMatcher.of(principal, bindings),
                index,
                variables);
    }

    /** Another statement about the same principals. */
    CompiledStatement rewritten(Statement other, int at, boolean variables) {
        return of(other, principal, at, variables);
    }

    /** The same at another place. */
    CompiledStatement at(int place) {
        return new CompiledStatement(place, sid, effect, principal, action, resource, conditions);
    }

    private static CompiledStatement of(
            Statement statement,
            @Nullable PrincipalMatcher principal,
            int index,
            boolean variables) {
        ResourceElement resource = statement.resource();
        var conditions = new ConditionTest[statement.condition().conditions().size()];
        for (int i = 0; i < conditions.length; i++) {
            Condition condition = statement.condition().conditions().get(i);
            conditions[i] = ConditionTest.of(condition, variables);
        }
        return new CompiledStatement(
                index,
                statement.sid(),
                statement.effect(),
                principal,
                ActionMatcher.of(statement.action()),
                resource == null ? null : ResourceMatcher.of(resource, variables),
                conditions);
    }

    /** Its place in the document, from 0. */
    public int index() {
        return index;
    }

    /** As written, or null. */
    public @Nullable String sid() {
        return sid;
    }

    /** The Sid, or the index from 0 where there is none: how people call it. */
    public String name() {
        return sid == null || sid.isEmpty() ? Integer.toString(index) : sid;
    }

    public Effect effect() {
        return effect;
    }

    /**
     * NONE when it does not apply. A statement that names no principals applies with DIRECT.
     *
     * @param bounded the principal has a permissions boundary
     */
    public Grant applies(AuthorizationRequest request, boolean bounded) {
        return action.matches(request.action())
                        && (resource == null
                                || resource.matches(request.resource(), request.keys()))
                ? grant(request, bounded)
                : Grant.NONE;
    }

    /**
     * The first clause that keeps it from applying, in the order principal, action, resource,
     * conditions; null when it applies. For explanations.
     *
     * @param bounded the principal has a permissions boundary
     */
    public @Nullable UnmetClause firstUnmet(AuthorizationRequest request, boolean bounded) {
        if (principal != null && principal.grant(request.principal(), bounded) == Grant.NONE) {
            return UnmetClause.PRINCIPAL;
        }
        if (!action.matches(request.action())) {
            return UnmetClause.ACTION;
        }
        if (resource != null && !resource.matches(request.resource(), request.keys())) {
            return UnmetClause.RESOURCE;
        }
        for (int i = 0; i < conditions.length; i++) {
            if (!conditions[i].holds(request.keys())) {
                return UnmetClause.condition(i);
            }
        }
        return null;
    }

    /** As {@link #applies}, as far as one of the resources goes. */
    Grant applies(ArnPattern pattern, AuthorizationRequest request, boolean bounded) {
        CutArn arn = request.resource().arn();
        return arn != null
                        && pattern.matches(arn, request.keys())
                        && action.matches(request.action())
                ? grant(request, bounded)
                : Grant.NONE;
    }

    /** Whether action and resource alone do not tell if it applies. */
    boolean turnsOnRequest() {
        return principal != null || conditions.length > 0 || hasVariables();
    }

    private boolean hasVariables() {
        return resource != null && resource.hasVariables();
    }

    /** Whether it applies to some requests for the action and the resource. */
    boolean mayApply(AuthorizationRequest request) {
        return action.matches(request.action())
                && (resource == null
                        || resource.hasVariables()
                        || resource.matches(request.resource(), ConditionKeys.NONE));
    }

    /** As {@link #applies}, to one of the requests to which it {@link #mayApply}. */
    Grant appliesStill(AuthorizationRequest request, boolean bounded) {
        return hasVariables() ? applies(request, bounded) : grant(request, bounded);
    }

    /** To a request whose action and resource are known to match. */
    private Grant grant(AuthorizationRequest request, boolean bounded) {
        Grant grant =
                principal == null ? Grant.DIRECT : principal.grant(request.principal(), bounded);
        if (grant == Grant.NONE) {
            return Grant.NONE;
        }
        for (ConditionTest condition : conditions) {
            if (!condition.holds(request.keys())) {
                return Grant.NONE;
            }
        }
        return grant;
    }

    /**
     * Keys of {@link Filing} under one of which every action of the statement is looked for; null
     * when it may concern any action, or those of too many services.
     */
    int @Nullable [] actionKeys() {
        return action.keys();
    }

    /** One for each resource where they are ARNs to be matched; else empty. */
    Candidate[] byResource() {
        return byResource;
    }

    Candidate whole() {
        return whole;
    }

    /*
     * The parts by themselves, for whoever has to know which of them decides. A statement applies
     * when each of them does.
     */

    /** How it names the principal; DIRECT where it names none. */
    public Grant grant(Principal asking, boolean bounded) {
        return principal == null ? Grant.DIRECT : principal.grant(asking, bounded);
    }

    /** Whether it is about every resource whatever the request. */
    public boolean concernsEveryResource() {
        return resource == null || resource.isEverything();
    }

    public boolean concerns(ResourceName asked, ConditionKeys keys) {
        return resource == null || resource.matches(asked, keys);
    }

    public int conditionCount() {
        return conditions.length;
    }

    /** As written. */
    public Condition condition(int number) {
        return conditions[number].written();
    }

    /** Whether one of its conditions holds, by its place among them from 0. */
    public boolean conditionHolds(int condition, ConditionKeys keys) {
        return conditions[condition].holds(keys);
    }

    /** Whether anybody at all is one of its principals. */
    public boolean namesEveryone() {
        return principal == null || principal.isOpenToAll();
    }

    /** The users and roles among its principals; empty where it names everybody but some. */
    public Set<String> uniqueIds() {
        return principal == null ? Set.of() : principal.uniqueIds();
    }

    /** Tells most of those that an action is not of, sooner than {@link #concerns} does. */
    public boolean mayConcern(ActionName asked) {
        return ActionFingerprint.mayConcern(action.fingerprint(), ActionFingerprint.of(asked));
    }

    /** Whether the action is one of the statement's. */
    public boolean concerns(ActionName asked) {
        return action.matches(asked);
    }

    /**
     * With one of these begins what stands behind the fifth colon of every ARN that the statement
     * is about; null when there is no such bound.
     */
    public @Nullable List<String> resourceBeginnings() {
        var beginnings = new ArrayList<String>(byResource.length);
        for (Candidate candidate : byResource) {
            ArnPattern pattern = candidate.pattern();
            String beginning = pattern == null ? "" : pattern.resourceBeginning();
            if (beginning.isEmpty()) {
                return null;
            }
            beginnings.add(beginning);
        }
        return beginnings.isEmpty() ? null : beginnings;
    }
}
