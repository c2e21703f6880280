package io.ostiary.bench;

import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.StsRequest.AssumeRole;
import io.ostiary.engine.EngineService;

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
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Question: what does it cost to mint a session, that is to judge trust and seal the token?
 *
 * <p>A user assumes a role of its own account; accounts are drawn skewed. Command: {@code
 * deploy/ostiary bench jmh Mint -prof gc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MintBenchmark {

    private static final RequestFacts FACTS =
            new RequestFacts("bench", "192.0.2.7", false, "bench", null, "us-east-1");

    @Param({"1", "1000"})
    public int accounts;

    private Caller[] callers = {};
    private AssumeRole[] requests = {};
    private int[] drawn = {};
    private EngineService engine = new BenchAccounts(1).engine();
    private int next;

    @Setup
    public void prepare() {
        var made = new BenchAccounts(accounts);
        engine = made.engine();
        callers = new Caller[accounts];
        requests = new AssumeRole[accounts];
        for (int i = 0; i < accounts; i++) {
            byte[] http = SignedRequests.sts(made.key(i)).query("GetCallerIdentity", Map.of());
            var answer =
                    engine.authenticate(BenchAccounts.received(http, "sts"))
                            .toCompletableFuture()
                            .join();
            callers[i] = ((Authentication.Verified) answer).caller();
            requests[i] =
                    new AssumeRole(
                            null,
                            null,
                            null,
                            List.of(),
                            List.of(),
                            BenchAccounts.roleArn(i),
                            "bench",
                            null,
                            null,
                            List.of(),
                            null,
                            List.of());
        }
        drawn = Skewed.below(accounts);
    }

    @Benchmark
    public Answer.Given assumeRole() {
        int i = drawn[next++ & (Skewed.DRAWN - 1)];
        return (Answer.Given)
                engine.securityToken(callers[i], requests[i], FACTS).toCompletableFuture().join();
    }
}
