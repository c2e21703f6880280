package io.ostiary.policy.signature;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whatever the header and the query: a credential or an error; nothing thrown, nothing verified.
 */
class AuthorizationHeaderFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void anyHeaderIsReadOrRefused(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 3);
        String authorization = lines[0];
        String query = lines.length > 1 ? lines[1] : "";
        String path = "/" + (lines.length > 2 ? lines[2] : "");
        var request =
                new ReceivedRequest(
                        "GET",
                        path,
                        query,
                        List.of(
                                new HeaderField("Host", "iam.example"),
                                new HeaderField("X-Amz-Date", TestSigner.TIME),
                                new HeaderField("Authorization", authorization)),
                        TestSigner.hex(""));
        switch (SignatureParser.parse(request)) {
            case SignatureError error -> assertTrue(!error.message().isEmpty());
            case ParsedSignature parsed ->
                    assertTrue(
                            SignatureVerifier.verify(
                                            request,
                                            parsed,
                                            SigningKey.derive(
                                                    TestSigner.SECRET,
                                                    parsed.date(),
                                                    parsed.region(),
                                                    parsed.service()),
                                            Verifying.NOW,
                                            ServiceRules.IAM)
                                    instanceof SignatureError);
        }
    }
}
