package io.ostiary.policy.search;

import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.Grant;
import io.ostiary.policy.compile.PolicyEffect;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.request.Principal;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what an answer depends on, of the layers on which it depends. */
final class OpenConditions {

    private final OpenQuestion question;
    private final WatchedKeys keys;
    private final Set<OpenCondition> found = new LinkedHashSet<>();
    private boolean more;

    /**
     * @param keys about the principal
     */
    OpenConditions(OpenQuestion question, WatchedKeys keys) {
        this.question = question;
        this.keys = keys;
    }

    Verdict verdict(Subject subject, Layers layers) {
        Principal principal = subject.principal();
        LabelledPolicy policy = question.policy();
        if (policy != null && layers.resource().isOpen()) {
            add(
                    PolicyLayer.RESOURCE,
                    List.of(policy),
                    principal,
                    subject.isBounded(),
                    layers.resource().least());
        }
        add(PolicyLayer.IDENTITY, subject.policies(), layers.identity());
        LabelledPolicy boundary = subject.boundary();
        if (boundary != null) {
            add(PolicyLayer.BOUNDARY, List.of(boundary), layers.boundary());
        }
        List<LabelledPolicy> session = subject.session();
        if (session != null) {
            add(PolicyLayer.SESSION, session, layers.session());
        }
        levels(PolicyLayer.SCP, question.guardrails().scp(), layers.scp());
        levels(PolicyLayer.RCP, question.guardrails().rcp(), layers.rcp());
        return new Verdict(Verdict.Answer.IF, List.copyOf(found), more);
    }

    private void levels(PolicyLayer layer, List<List<LabelledPolicy>> levels, Effects effects) {
        if (effects.isOpen()) {
            for (List<LabelledPolicy> level : levels) {
                add(layer, level, OpenEvaluator.effects(question, level, keys));
            }
        }
    }

    private void add(PolicyLayer layer, List<LabelledPolicy> policies, Effects effects) {
        if (effects.isOpen()) {
            add(layer, policies, null, true, effects.least());
        }
    }

    /**
     * @param sure what the layer allows for certain: an open allow of no more than that is of no
     *     interest
     */
    private void add(
            PolicyLayer layer,
            List<LabelledPolicy> policies,
            @Nullable Principal principal,
            boolean bounded,
            PolicyEffect sure) {
        for (LabelledPolicy policy : policies) {
            for (CompiledStatement statement : policy.policy().statements()) {
                if (!statement.concerns(question.action())
                        || (statement.effect() == Effect.ALLOW && sure == PolicyEffect.ALLOW)
                        || (principal != null
                                && statement.grant(principal, bounded) == Grant.NONE)) {
                    continue;
                }
                if (Applies.of(statement, question.resource(), principal, bounded, keys)
                        == Applies.OPEN) {
                    add(layer, policy.label(), statement);
                }
            }
        }
    }

    private void add(PolicyLayer layer, String policy, CompiledStatement statement) {
        if (Applies.resource(statement, question.resource(), keys) == Applies.OPEN) {
            add(layer, policy, statement, null);
        }
        for (int i = 0; i < statement.conditionCount(); i++) {
            if (Applies.condition(statement, i, keys) == Applies.OPEN) {
                add(layer, policy, statement, statement.condition(i));
            }
        }
    }

    private void add(
            PolicyLayer layer,
            String policy,
            CompiledStatement statement,
            @Nullable Condition condition) {
        if (found.size() >= Verdict.MOST_CONDITIONS) {
            more = true;
            return;
        }
        found.add(
                new OpenCondition(layer, policy, statement.name(), statement.effect(), condition));
    }
}
