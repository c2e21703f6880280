package io.ostiary.bench;

import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.Grant;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Question: what does one decision cost when each is about another principal, so that hardly
 * anything is in a processor's cache? Each principal has ten policies of a thousand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ColdDecisionBenchmark {

    private static final int PRINCIPALS = 1 << 14;
    private static final int POLICIES = 10;

    private final PolicySet[] sets = new PolicySet[PRINCIPALS];
    private final CompiledStatement[][] statements = new CompiledStatement[PRINCIPALS][];
    private final int[] order = new int[PRINCIPALS];
    private AuthorizationRequest[] questions = {};
    private int next;

    @Setup
    public void prepare() {
        var world = new PolicyWorld(7, 3);
        List<LabelledPolicy> made = world.policies(1_000, 5);
        var random = new Random(11);
        for (int i = 0; i < PRINCIPALS; i++) {
            List<LabelledPolicy> own = new ArrayList<>();
            for (int k = 0; k < POLICIES; k++) {
                own.add(made.get(random.nextInt(made.size())));
            }
            sets[i] = PolicyWorld.of(own);
            statements[i] =
                    own.stream()
                            .flatMap(policy -> policy.policy().statements().stream())
                            .toArray(CompiledStatement[]::new);
            order[i] = random.nextInt(PRINCIPALS);
        }
        questions = world.questions(Skewed.DRAWN);
    }

    @Benchmark
    public Decision decide() {
        int i = next++;
        return Evaluator.evaluate(
                questions[i & (Skewed.DRAWN - 1)], sets[order[i & (PRINCIPALS - 1)]]);
    }

    @Benchmark
    public Effect scan() {
        int i = next++;
        AuthorizationRequest question = questions[i & (Skewed.DRAWN - 1)];
        Effect effect = Effect.DENY;
        for (CompiledStatement statement : statements[order[i & (PRINCIPALS - 1)]]) {
            if (statement.applies(question, false) != Grant.NONE) {
                if (statement.effect() == Effect.DENY) {
                    return Effect.DENY;
                }
                effect = Effect.ALLOW;
            }
        }
        return effect;
    }
}
