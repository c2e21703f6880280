package io.ostiary.bench;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.json.JsonLimits;
import io.ostiary.policy.json.JsonValue;
import io.ostiary.policy.json.MalformedJson;
import io.ostiary.policy.json.StrictJsonReader;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;

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

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Question: what does it cost to read and compile one of AWS's managed policies, any of them? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CompileBenchmark {

    /** Some exceed what customers may write. */
    private static final StrictJsonReader JSON =
            new StrictJsonReader(new JsonLimits(1_048_576, 20));

    private String[] documents = {};
    private int next;

    @Setup
    public void prepare() {
        var catalog = ManagedPolicyCatalog.open();
        String[] all =
                catalog.policies().stream()
                        .map(policy -> catalog.document(policy.arn()))
                        .toArray(String[]::new);
        var random = new Random(7);
        documents = new String[Skewed.DRAWN];
        for (int i = 0; i < documents.length; i++) {
            documents[i] = all[random.nextInt(all.length)];
        }
    }

    @Benchmark
    public CompiledPolicy compile() throws MalformedJson {
        JsonValue read = JSON.read(documents[next++ & (Skewed.DRAWN - 1)]);
        // A refusal would be another question: it fails the cast, and the run.
        var parsed = (PolicyParseResult.ParsedPolicy) PolicyParser.parse(read, PolicyKind.IDENTITY);
        return CompiledPolicy.of(parsed.document());
    }
}
