package io.ostiary.policy.compile;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statements of policies that count as one (several of one layer: any deny denies, else any
 * allow allows). A decision passes over those that do not concern its action by their fingerprints.
 * Who is asked often, or has many statements, gets them filed by action and, under an action, by
 * what their resources begin with: a decision then does not grow with the number of policies or
 * statements that have nothing to do with it. Most principals are asked about a few times a day;
 * they cost no memory for it.
 *
 * <p>Safe for many threads; asking again allocates nothing.
 */
public final class StatementIndex {

    /**
     * As many actions are filed, for services ask about tens; else who asks about made-up names of
     * every principal would fill the memory that all tenants share.
     */
    private static final int MOST_ACTIONS = 64;

    /** Questions answered before an action is filed. */
    private static final int SELDOM = 32;

    /** More statements than this are filed at the first question. */
    private static final int FEW = 128;

    /** Denying ones first. */
    private final CompiledStatement[] statements;

    private final long[] fingerprints;
    private @Nullable ConcurrentHashMap<ActionName, StatementsOfAction> byAction;

    /** Counted without care for other threads: it only says when filing begins to be worth it. */
    private int asked;

    private StatementIndex(List<CompiledStatement> statements) {
        List<CompiledStatement> ordered = new ArrayList<>(statements.size());
        for (Effect effect : List.of(Effect.DENY, Effect.ALLOW)) {
            for (CompiledStatement statement : statements) {
                if (statement.effect() == effect) {
                    ordered.add(statement);
                }
            }
        }
        this.statements = ordered.toArray(CompiledStatement[]::new);
        this.fingerprints =
                ordered.stream().mapToLong(CompiledStatement::actionFingerprint).toArray();
        this.asked = ordered.size() > FEW ? SELDOM : 0;
    }

    static StatementIndex of(List<CompiledStatement> statements) {
        return new StatementIndex(statements);
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
        ConcurrentHashMap<ActionName, StatementsOfAction> filed = byAction;
        StatementsOfAction found = filed == null ? null : filed.get(request.action());
        if (found != null) {
            return found.effect(request, bounded);
        }
        if (asked < SELDOM) {
            asked++;
            return passed(request, bounded);
        }
        if (statements.length <= FEW && filed != null && filed.size() >= MOST_ACTIONS) {
            return passed(request, bounded);
        }
        return file(request.action()).effect(request, bounded);
    }

    private PolicyEffect passed(AuthorizationRequest request, boolean bounded) {
        long action = ActionFingerprint.of(request.action());
        PolicyEffect effect = PolicyEffect.NOTHING;
        for (int i = 0; i < fingerprints.length; i++) {
            if (!ActionFingerprint.mayConcern(fingerprints[i], action)) {
                continue;
            }
            Grant grant = statements[i].applies(request, bounded);
            if (grant == Grant.NONE) {
                continue;
            }
            if (statements[i].effect() == Effect.DENY) {
                return PolicyEffect.DENY;
            }
            effect = effect.or(grant);
            if (effect == PolicyEffect.ALLOW) {
                // Denying statements come first, and nothing allows more than this.
                return effect;
            }
        }
        return effect;
    }

    private StatementsOfAction file(ActionName action) {
        List<CompiledStatement> denying = new ArrayList<>();
        List<CompiledStatement> allowing = new ArrayList<>();
        long fingerprint = ActionFingerprint.of(action);
        for (int i = 0; i < fingerprints.length; i++) {
            CompiledStatement statement = statements[i];
            if (ActionFingerprint.mayConcern(fingerprints[i], fingerprint)
                    && statement.concerns(action)) {
                (statement.effect() == Effect.DENY ? denying : allowing).add(statement);
            }
        }
        var filed =
                new StatementsOfAction(
                        StatementsByResource.of(denying), StatementsByResource.of(allowing));
        ConcurrentHashMap<ActionName, StatementsOfAction> map = byAction;
        if (map == null || map.size() >= MOST_ACTIONS) {
            map = new ConcurrentHashMap<>();
            byAction = map;
        }
        map.put(action, filed);
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
