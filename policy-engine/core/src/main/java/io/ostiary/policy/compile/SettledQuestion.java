package io.ostiary.policy.compile;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ResourceName;

import java.util.ArrayList;
import java.util.List;

/**
 * What an index of statements says about an action and a resource before anything else of a request
 * is known.
 *
 * @param index its name in {@link RecentQuestions}
 * @param effect of the statements that apply to every such request
 * @param left those that apply to some of them
 */
record SettledQuestion(
        long index,
        ActionName action,
        ResourceName resource,
        PolicyEffect effect,
        CompiledStatement[] left) {

    private static final CompiledStatement[] NOTHING_LEFT = {};

    /**
     * @param concerned at least all statements that may apply
     */
    static SettledQuestion of(
            long index, AuthorizationRequest request, List<CompiledStatement> concerned) {
        PolicyEffect effect = PolicyEffect.NOTHING;
        List<CompiledStatement> left = new ArrayList<>();
        for (CompiledStatement statement : concerned) {
            if (statement.turnsOnRequest()) {
                if (statement.mayApply(request)) {
                    left.add(statement);
                }
            } else if (statement.applies(request, false) != Grant.NONE) {
                if (statement.effect() == Effect.DENY) {
                    return of(index, request, PolicyEffect.DENY, NOTHING_LEFT);
                }
                effect = PolicyEffect.ALLOW;
            }
        }
        return of(index, request, effect, left.toArray(NOTHING_LEFT));
    }

    private static SettledQuestion of(
            long index,
            AuthorizationRequest request,
            PolicyEffect effect,
            CompiledStatement[] left) {
        return new SettledQuestion(index, request.action(), request.resource(), effect, left);
    }

    boolean isOf(long asked, AuthorizationRequest request) {
        return index == asked
                && (resource == request.resource()
                        || resource.text().equals(request.resource().text()))
                && (action == request.action()
                        || action.folded().equals(request.action().folded()));
    }

    /**
     * @param bounded the principal has a permissions boundary
     */
    PolicyEffect effect(AuthorizationRequest request, boolean bounded) {
        PolicyEffect said = effect;
        for (CompiledStatement statement : left) {
            said = said.with(statement.effect(), statement.appliesStill(request, bounded));
            if (said == PolicyEffect.DENY) {
                break;
            }
        }
        return said;
    }
}
