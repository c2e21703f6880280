package io.ostiary.bench;

import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.SignedRequest;
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

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Question: what does it cost the engine to verify a signature, by the number of keys in use?
 *
 * <p>Each account has one key; the callers are drawn skewed. Command: {@code deploy/ostiary bench
 * jmh Authenticate -prof gc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AuthenticateBenchmark {

    @Param({"1", "1000"})
    public int accounts;

    private SignedRequest[] requests = {};
    private EngineService engine = new BenchAccounts(1).engine();
    private int next;

    @Setup
    public void prepare() {
        var made = new BenchAccounts(accounts);
        engine = made.engine();
        int[] drawn = Skewed.below(accounts);
        requests = new SignedRequest[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            byte[] http =
                    SignedRequests.iam(made.key(drawn[i]))
                            .query("GetUser", Map.of("UserName", "user-" + i));
            requests[i] = BenchAccounts.received(http, "iam");
        }
    }

    @Benchmark
    public Authentication.Verified authenticate() {
        SignedRequest request = requests[next++ & (Skewed.DRAWN - 1)];
        // A refusal would be another question: it fails the cast, and the run.
        return (Authentication.Verified) engine.authenticate(request).toCompletableFuture().join();
    }
}
