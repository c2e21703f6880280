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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Question: what does one decision cost, by how many policies and statements a principal has,
 * beside a scan of the same compiled statements?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DecisionBenchmark {

    /** Policies x statements in each. */
    @Param({"2x5", "10x5", "100x5", "2000x5"})
    public String policies = "10x5";

    private PolicySet set = PolicySet.EMPTY;
    private CompiledStatement[] statements = {};
    private AuthorizationRequest[] questions = {};
    private int next;

    @Setup
    public void prepare() {
        String[] shape = policies.split("x", -1);
        var world = new PolicyWorld(7, 3);
        List<LabelledPolicy> made =
                world.policies(Integer.parseInt(shape[0]), Integer.parseInt(shape[1]));
        set = PolicyWorld.of(made);
        questions = world.questions(Skewed.DRAWN);
        statements =
                made.stream()
                        .flatMap(policy -> policy.policy().statements().stream())
                        .toArray(CompiledStatement[]::new);
        for (AuthorizationRequest question : questions) {
            boolean allowed = scan(question) == Effect.ALLOW;
            if (Evaluator.evaluate(question, set).isAllowed() != allowed) {
                throw new IllegalStateException("scan and index disagree on " + question);
            }
        }
    }

    @Benchmark
    public Decision decide() {
        return Evaluator.evaluate(questions[next++ & (Skewed.DRAWN - 1)], set);
    }

    @Benchmark
    public Effect scan() {
        return scan(questions[next++ & (Skewed.DRAWN - 1)]);
    }

    /** Any deny denies, else any allow allows: what a straightforward engine does. */
    private Effect scan(AuthorizationRequest question) {
        Effect effect = Effect.DENY;
        for (CompiledStatement statement : statements) {
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
