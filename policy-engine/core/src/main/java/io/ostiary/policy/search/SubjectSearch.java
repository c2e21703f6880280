package io.ostiary.policy.search;

import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.Grant;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * One question about all principals of an index. A policy is asked once for all who hold it, unless
 * its answer depends on who asks; only those whom some policy may allow are looked at, each by the
 * answers of his policies. The cost is of what matches, not of the account.
 *
 * <p>Not safe for several threads.
 */
public final class SubjectSearch {

    private final SubjectIndex index;
    private final OpenQuestion question;
    private final IntFunction<SubjectKeys> keysOf;
    private final WatchedKeys keys;

    /** By policy; null where it has nothing to say that is the same for all. */
    private final @Nullable Effects[] byPolicy;

    /** By policy, statements of which each holder has to be asked; null where there are none. */
    private final @Nullable List<CompiledStatement>[] personal;

    private final Effects rcp;
    private final Effects scp;
    private final List<OfResource> ofResource = new ArrayList<>();
    private final BitSet allowing = new BitSet();
    private final BitSet candidates;

    /** A statement of the resource's policy, and whether it applies to those it names. */
    private record OfResource(CompiledStatement statement, Applies applies) {}

    /**
     * @param question about a resource
     * @param keysOf a subject's own condition keys, by his number
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public SubjectSearch(
            SubjectIndex index, OpenQuestion question, IntFunction<SubjectKeys> keysOf) {
        ResourceName resource = question.resource();
        if (resource == null) {
            throw new IllegalArgumentException("about which resource?");
        }
        this.index = index;
        this.question = question;
        this.keysOf = keysOf;
        this.keys = new WatchedKeys(question.keys());
        this.byPolicy = new Effects[index.policies()];
        this.personal = new List[index.policies()];
        this.rcp = OpenEvaluator.levels(question, question.guardrails().rcp(), keys);
        this.scp = OpenEvaluator.levels(question, question.guardrails().scp(), keys);
        this.candidates = index.roots();
        index.find(question.action(), resource, this::ask);
        for (int policy = allowing.nextSetBit(0);
                policy >= 0;
                policy = allowing.nextSetBit(policy + 1)) {
            for (int holder : index.holders(policy)) {
                candidates.set(holder);
            }
        }
        askResource();
    }

    private void ask(int policy, CompiledStatement statement) {
        Applies applies = Applies.of(statement, question.resource(), null, true, keys);
        if (applies == Applies.NO) {
            return;
        }
        if (statement.effect() == Effect.ALLOW) {
            allowing.set(policy);
        }
        if (applies == Applies.PERSONAL) {
            List<CompiledStatement> known = personal[policy];
            if (known == null) {
                known = new ArrayList<>();
                personal[policy] = known;
            }
            known.add(statement);
        } else {
            Effects known = byPolicy[policy];
            Effects effects = Effects.of(statement.effect(), applies, Grant.DIRECT);
            byPolicy[policy] = known == null ? effects : known.with(effects);
        }
    }

    private void askResource() {
        LabelledPolicy policy = question.policy();
        if (policy == null) {
            return;
        }
        for (CompiledStatement statement : policy.policy().statements()) {
            if (!statement.concerns(question.action())) {
                continue;
            }
            Applies applies = Applies.of(statement, question.resource(), null, true, keys);
            if (applies == Applies.NO) {
                continue;
            }
            ofResource.add(new OfResource(statement, applies));
            if (statement.effect() == Effect.ALLOW) {
                if (statement.namesEveryone()) {
                    candidates.set(0, index.size());
                } else {
                    index.addNamed(statement.uniqueIds(), candidates);
                }
            }
        }
    }

    /**
     * The next subject who may, for certain or perhaps.
     *
     * @param from the first number that counts
     * @return his number; less than zero when there is none
     */
    public int next(int from) {
        int next = candidates.nextSetBit(from);
        while (next >= 0 && answer(next) == Verdict.Answer.NO) {
            next = candidates.nextSetBit(next + 1);
        }
        return next;
    }

    /** The answer about one of them. */
    public Verdict.Answer answer(int number) {
        Subject subject = index.subject(number);
        var one = new One(number, subject);
        boolean lives = subject.livesByPolicies();
        Effects identity = lives ? one.identity() : Effects.ALLOW;
        Effects boundary = lives ? one.boundary() : Effects.ALLOW;
        return question.answer(
                subject.principal(),
                new Layers(
                        one.levels(rcp, question.guardrails().rcp()),
                        one.levels(scp, question.guardrails().scp()),
                        one.resource(),
                        identity,
                        boundary,
                        Effects.ALLOW));
    }

    /** The same with what it depends on. */
    public Verdict verdict(int number) {
        return OpenEvaluator.evaluate(question, index.subject(number), keysOf.apply(number));
    }

    /** A subject while he is asked about; his keys are looked up when the first is needed. */
    private final class One {
        private final int number;
        private final Subject subject;
        private boolean known;

        One(int number, Subject subject) {
            this.number = number;
            this.subject = subject;
        }

        private WatchedKeys keys() {
            if (!known) {
                keys.about(keysOf.apply(number));
                known = true;
            }
            return keys;
        }

        Effects identity() {
            Effects effects = Effects.NOTHING;
            for (int policy : index.policiesOf(number)) {
                effects = effects.with(policy(policy));
            }
            return effects;
        }

        Effects boundary() {
            int boundary = index.boundaryOf(number);
            return boundary < 0 ? Effects.ALLOW : policy(boundary);
        }

        private Effects policy(int policy) {
            Effects shared = byPolicy[policy];
            Effects effects = shared == null ? Effects.NOTHING : shared;
            List<CompiledStatement> own = personal[policy];
            if (own != null) {
                for (CompiledStatement statement : own) {
                    effects = effects.with(effects(statement, Grant.DIRECT));
                }
            }
            return effects;
        }

        Effects levels(Effects shared, List<List<LabelledPolicy>> levels) {
            if (subject.exempt()) {
                return Effects.ALLOW;
            }
            return shared.isPersonal() ? OpenEvaluator.levels(question, levels, keys()) : shared;
        }

        Effects resource() {
            Effects effects = Effects.NOTHING;
            for (OfResource one : ofResource) {
                CompiledStatement statement = one.statement();
                Grant grant = statement.grant(subject.principal(), subject.isBounded());
                if (grant != Grant.NONE) {
                    effects =
                            effects.with(
                                    one.applies() == Applies.PERSONAL
                                            ? effects(statement, grant)
                                            : Effects.of(statement.effect(), one.applies(), grant));
                }
            }
            return effects;
        }

        private Effects effects(CompiledStatement statement, Grant grant) {
            return Effects.of(
                    statement.effect(),
                    Applies.of(statement, question.resource(), null, true, keys()),
                    grant);
        }
    }
}
