package io.ostiary.policy.compile;

import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** One statement, ready to be asked. */
public final class CompiledStatement {

    private final int index;
    private final @Nullable String sid;
    private final Effect effect;
    private final @Nullable PrincipalMatcher principal;
    private final ActionMatcher action;
    private final @Nullable ResourceMatcher resource;
    private final ConditionTest[] conditions;

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
    }

    static CompiledStatement of(
            Statement statement, int index, boolean variables, Map<String, String> bindings) {
        PrincipalElement principal = statement.principal();
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
                principal == null ? null : PrincipalMatcher.of(principal, bindings),
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

    public Effect effect() {
        return effect;
    }

    /**
     * NONE when it does not apply. A statement that names no principals applies with DIRECT.
     *
     * @param bounded the principal has a permissions boundary
     */
    public Grant applies(AuthorizationRequest request, boolean bounded) {
        return action.matches(request.action()) ? appliesToConcerned(request, bounded) : Grant.NONE;
    }

    /** Whether the action is one of the statement's. */
    boolean concerns(ActionName asked) {
        return action.matches(asked);
    }

    /** As {@link #applies}, of a request whose action is known to be one of the statement's. */
    Grant appliesToConcerned(AuthorizationRequest request, boolean bounded) {
        if (resource != null && !resource.matches(request.resource(), request.keys())) {
            return Grant.NONE;
        }
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
     * One of these the resource of every request to which it applies begins with; null when there
     * is no such bound.
     */
    @Nullable List<String> resourcePrefixes() {
        return resource == null ? null : resource.prefixes();
    }
}
