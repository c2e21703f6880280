package io.ostiary.policy.compile;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statements of policies that count as one (several of one layer: any deny denies, else any
 * allow allows), filed by action and, under an action, by what their resources begin with. So a
 * decision does not grow with the number of policies or statements that have nothing to do with it.
 *
 * <p>An action is filed when it is first asked about, for most are never. Safe for many threads;
 * asking again allocates nothing.
 */
public final class StatementIndex {

    /** Begun anew beyond: services ask about tens of actions, and only malice about thousands. */
    private static final int MOST_ACTIONS = 512;

    private final CompiledStatement[] statements;
    private final ConcurrentHashMap<ActionName, StatementsOfAction> byAction =
            new ConcurrentHashMap<>();

    private StatementIndex(CompiledStatement[] statements) {
        this.statements = statements;
    }

    static StatementIndex of(List<CompiledStatement> statements) {
        return new StatementIndex(statements.toArray(CompiledStatement[]::new));
    }

    /** Of several policies that count as one. */
    public static StatementIndex joined(List<CompiledPolicy> policies) {
        if (policies.size() == 1) {
            return policies.getFirst().index();
        }
        List<CompiledStatement> statements = new ArrayList<>();
        for (CompiledPolicy policy : policies) {
            statements.addAll(policy.statements());
        }
        return of(statements);
    }

    /**
     * What the policies say together: DENY whenever a denying statement applies.
     *
     * @param bounded the principal has a permissions boundary
     */
    public PolicyEffect effect(AuthorizationRequest request, boolean bounded) {
        if (statements.length == 0) {
            return PolicyEffect.NOTHING;
        }
        StatementsOfAction filed = byAction.get(request.action());
        if (filed == null) {
            filed = file(request.action());
        }
        return filed.effect(request, bounded);
    }

    private StatementsOfAction file(ActionName action) {
        List<CompiledStatement> denying = new ArrayList<>();
        List<CompiledStatement> allowing = new ArrayList<>();
        for (CompiledStatement statement : statements) {
            if (statement.concerns(action)) {
                (statement.effect() == Effect.DENY ? denying : allowing).add(statement);
            }
        }
        var filed =
                new StatementsOfAction(
                        StatementsByResource.of(denying), StatementsByResource.of(allowing));
        if (byAction.size() >= MOST_ACTIONS) {
            byAction.clear();
        }
        byAction.put(action, filed);
        return filed;
    }

    private record StatementsOfAction(StatementsByResource denying, StatementsByResource allowing) {

        PolicyEffect effect(AuthorizationRequest request, boolean bounded) {
            return denying.grant(request, bounded) == Grant.NONE
                    ? PolicyEffect.NOTHING.or(allowing.grant(request, bounded))
                    : PolicyEffect.DENY;
        }
    }
}
