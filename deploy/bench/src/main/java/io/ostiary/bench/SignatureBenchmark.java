package io.ostiary.bench;

import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.secret.Secret;
import io.ostiary.policy.signature.HeaderField;
import io.ostiary.policy.signature.ParsedSignature;
import io.ostiary.policy.signature.ReceivedRequest;
import io.ostiary.policy.signature.ServiceRules;
import io.ostiary.policy.signature.SignatureParser;
import io.ostiary.policy.signature.SignatureVerifier;
import io.ostiary.policy.signature.SigningKey;
import io.ostiary.policy.signature.VerifiedSignature;

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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Question: what does it cost to read and verify a signed request whose key was derived before,
 * beside the hashes alone, which nobody can do without: the digest of its canonical form, and the
 * HMAC of what is signed?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SignatureBenchmark {

    private static final String SECRET = "bench/secret+0000000000000000000000000000";

    /** Algorithm, time, scope and a hash, each with its line break. */
    private static final int TO_SIGN = 17 + 17 + 39 + 64;

    private final ReceivedRequest[] requests = new ReceivedRequest[Skewed.DRAWN];
    private final byte[][] canonical = new byte[Skewed.DRAWN][];
    private final byte[] toSign = new byte[TO_SIGN];
    private final SecretKeySpec bareKey = new SecretKeySpec(new byte[32], "HmacSHA256");
    private final MessageDigest sha256;
    private final Mac hmac;
    private final Instant now = Instant.now();
    private SigningKey key = SigningKey.derive(new byte[0], "", "", "");
    private int next;

    public SignatureBenchmark() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
            hmac = Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void prepare() {
        var credentials = new Credentials("AKIABENCHBENCHBENCH0", Secret.of(SECRET), null);
        for (int i = 0; i < requests.length; i++) {
            byte[] http =
                    SignedRequests.iam(credentials)
                            .query("GetUser", Map.of("UserName", "user-" + i));
            SignedRequest request = BenchAccounts.received(http, "iam");
            requests[i] =
                    new ReceivedRequest(
                            request.method(),
                            request.rawPath(),
                            request.rawQuery(),
                            request.headers().stream()
                                    .map(header -> new HeaderField(header.name(), header.value()))
                                    .toList(),
                            request.bodySha256());
            canonical[i] = new byte[canonicalLength(requests[i])];
        }
        var parsed = (ParsedSignature) SignatureParser.parse(requests[0]);
        key =
                SigningKey.derive(
                        SECRET.getBytes(StandardCharsets.UTF_8),
                        parsed.date(),
                        parsed.region(),
                        parsed.service());
    }

    /** With its line breaks and the hash of the body. */
    private static int canonicalLength(ReceivedRequest request) {
        int length = "POST\n/\n\n\n\n".length() + 64;
        for (HeaderField header : request.headers()) {
            if (!header.name().equals("authorization") && !header.name().equals("content-length")) {
                length += 2 * header.name().length() + header.value().length() + 3;
            }
        }
        return length;
    }

    @Benchmark
    public VerifiedSignature verify() {
        ReceivedRequest request = requests[next++ & (Skewed.DRAWN - 1)];
        // A refusal would be another question: it fails the cast, and the run.
        var parsed = (ParsedSignature) SignatureParser.parse(request);
        return (VerifiedSignature)
                SignatureVerifier.verify(request, parsed, key, now, ServiceRules.IAM);
    }

    @Benchmark
    public byte[] bareHashes() throws GeneralSecurityException {
        sha256.digest(canonical[next++ & (Skewed.DRAWN - 1)]);
        hmac.init(bareKey);
        return hmac.doFinal(toSign);
    }
}
