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

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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

    /** Algorithm, time, scope and a hash, each with its line break. */
    private static final int TO_SIGN = 17 + 17 + 40 + 64;

    private final SecretKeySpec key = new SecretKeySpec(text(32), "HmacSHA256");
    private final MessageDigest sha256;
    private final Mac hmac;
    private SignedRequest[] requests = {};
    private byte[][] canonical = {};
    private byte[][] toSign = {};
    private EngineService engine = new BenchAccounts(1).engine();
    private int next;

    public AuthenticateBenchmark() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
            hmac = Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void prepare() {
        var made = new BenchAccounts(accounts);
        engine = made.engine();
        int[] drawn = Skewed.below(accounts);
        requests = new SignedRequest[drawn.length];
        canonical = new byte[drawn.length][];
        toSign = new byte[drawn.length][];
        for (int i = 0; i < drawn.length; i++) {
            byte[] http =
                    SignedRequests.iam(made.key(drawn[i]))
                            .query("GetUser", Map.of("UserName", "user-" + i));
            requests[i] = BenchAccounts.received(http, "iam");
            canonical[i] = text(canonicalLength(requests[i]));
            toSign[i] = text(TO_SIGN);
        }
    }

    @Benchmark
    public Authentication.Verified authenticate() {
        SignedRequest request = requests[next++ & (Skewed.DRAWN - 1)];
        // A refusal would be another question: it fails the cast, and the run.
        return (Authentication.Verified) engine.authenticate(request).toCompletableFuture().join();
    }

    /** The line breaks and the hash of the body included. */
    private static int canonicalLength(SignedRequest request) {
        int length = "POST\n/\n\n\n\n".length() + 64;
        for (SignedRequest.Header header : request.headers()) {
            if (!header.name().equals("authorization") && !header.name().equals("content-length")) {
                length += 2 * header.name().length() + header.value().length() + 3;
            }
        }
        return length;
    }

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'x');
        return text;
    }

    /** What cannot be done without: the digest of the canonical request, and the HMAC. */
    @Benchmark
    public byte[] bareHashes() throws GeneralSecurityException {
        int i = next++ & (Skewed.DRAWN - 1);
        sha256.digest(canonical[i]);
        hmac.init(key);
        return hmac.doFinal(toSign[i]);
    }
}
