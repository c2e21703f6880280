package io.ostiary.policy.search;

import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.Grant;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.PrincipalKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Answers about one principal, in three values, and says what the third depends on. */
public final class OpenEvaluator {

    private final OpenQuestion question;
    private final WatchedKeys keys;

    private OpenEvaluator(OpenQuestion question, WatchedKeys keys) {
        this.question = question;
        this.keys = keys;
    }

    /**
     * @param known the principal's own condition keys
     */
    public static Verdict evaluate(OpenQuestion question, Subject subject, SubjectKeys known) {
        var evaluator = about(question, known);
        Layers layers = evaluator.layers(subject);
        return switch (question.answer(subject.principal(), layers)) {
            case YES -> Verdict.YES;
            case NO -> Verdict.NO;
            case IF -> new OpenConditions(question, evaluator.keys).verdict(subject, layers);
        };
    }

    /** The same without what it depends on. */
    public static Verdict.Answer answer(OpenQuestion question, Subject subject, SubjectKeys known) {
        return question.answer(subject.principal(), about(question, known).layers(subject));
    }

    private static OpenEvaluator about(OpenQuestion question, SubjectKeys known) {
        var keys = new WatchedKeys(question.keys());
        keys.about(known);
        return new OpenEvaluator(question, keys);
    }

    private Layers layers(Subject subject) {
        boolean lives = subject.livesByPolicies();
        boolean someone = !subject.principal().kind().isWithoutIdentity();
        LabelledPolicy boundary = subject.boundary();
        return new Layers(
                subject.exempt() ? Effects.ALLOW : levels(question.guardrails().rcp()),
                subject.exempt() || !someone ? Effects.ALLOW : levels(question.guardrails().scp()),
                resource(subject),
                lives ? effects(question, subject.policies(), keys) : Effects.ALLOW,
                lives && boundary != null
                        ? effects(question, List.of(boundary), keys)
                        : Effects.ALLOW,
                someone ? session(subject) : Effects.ALLOW);
    }

    private Effects levels(List<List<LabelledPolicy>> levels) {
        return levels(question, levels, keys);
    }

    static Effects levels(
            OpenQuestion question, List<List<LabelledPolicy>> levels, WatchedKeys keys) {
        Effects all = Effects.ALLOW;
        for (List<LabelledPolicy> level : levels) {
            all = all.under(effects(question, level, keys));
        }
        return all;
    }

    private Effects resource(Subject subject) {
        LabelledPolicy policy = question.policy();
        Effects effects = Effects.NOTHING;
        if (policy != null) {
            for (CompiledStatement statement : policy.policy().statements()) {
                effects =
                        effects.with(
                                effects(
                                        question,
                                        statement,
                                        subject.principal(),
                                        subject.isBounded(),
                                        keys));
            }
        }
        return effects;
    }

    private Effects session(Subject subject) {
        List<LabelledPolicy> session = subject.session();
        if (session != null) {
            return effects(question, session, keys);
        }
        return subject.principal().kind() == PrincipalKind.FEDERATED_USER
                ? Effects.NOTHING
                : Effects.ALLOW;
    }

    /** Of policies that name no principals, or everybody, and count as one. */
    static Effects effects(OpenQuestion question, List<LabelledPolicy> policies, WatchedKeys keys) {
        Effects effects = Effects.NOTHING;
        for (LabelledPolicy policy : policies) {
            for (CompiledStatement statement : policy.policy().statements()) {
                effects = effects.with(effects(question, statement, null, true, keys));
            }
        }
        return effects;
    }

    /**
     * @param principal null where the statement names none, or everybody
     */
    static Effects effects(
            OpenQuestion question,
            CompiledStatement statement,
            @Nullable Principal principal,
            boolean bounded,
            WatchedKeys keys) {
        if (!statement.mayConcern(question.action()) || !statement.concerns(question.action())) {
            return Effects.NOTHING;
        }
        Applies applies = Applies.of(statement, question.resource(), principal, bounded, keys);
        Grant grant = principal == null ? Grant.DIRECT : statement.grant(principal, bounded);
        return Effects.of(statement.effect(), applies, grant);
    }
}
