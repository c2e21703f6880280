package io.ostiary.policy.signature;

import static io.ostiary.policy.signature.SignatureError.Code.ACCESS_DENIED;
import static io.ostiary.policy.signature.SignatureError.Code.INCOMPLETE_SIGNATURE;
import static io.ostiary.policy.signature.SignatureError.Code.INVALID_CLIENT_TOKEN_ID;
import static io.ostiary.policy.signature.SignatureError.Code.MISSING_AUTHENTICATION_TOKEN;
import static io.ostiary.policy.signature.SignatureError.Code.SIGNATURE_DOES_NOT_MATCH;
import static io.ostiary.policy.signature.Tampering.replaced;
import static io.ostiary.policy.signature.Tampering.with;
import static io.ostiary.policy.signature.Tampering.withBody;
import static io.ostiary.policy.signature.Tampering.withHeaders;
import static io.ostiary.policy.signature.Tampering.withPath;
import static io.ostiary.policy.signature.Tampering.withQuery;
import static io.ostiary.policy.signature.Tampering.without;
import static io.ostiary.policy.signature.Verifying.BODY;
import static io.ostiary.policy.signature.Verifying.NOW;
import static io.ostiary.policy.signature.Verifying.assertMessage;
import static io.ostiary.policy.signature.Verifying.assertRefused;
import static io.ostiary.policy.signature.Verifying.assertVerified;
import static io.ostiary.policy.signature.Verifying.key;
import static io.ostiary.policy.signature.Verifying.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Attacks A002 to A018, as far as they end before a key is looked up or at the signature. */
class SignatureAttacksTest {

    @Test
    void anHonestRequestIsVerified() {
        assertVerified(TestSigner.post(BODY), NOW);
        assertVerified(TestSigner.presigned(TestSigner.TIME, ""), NOW);
    }

    @Test
    void a002_aCredentialInTheQueryAloneProvesNothing() {
        ReceivedRequest good = TestSigner.presigned(TestSigner.TIME, "");

        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                withQuery(
                        good,
                        query -> query.replaceAll("Signature=[0-9a-f]{64}", "Signature=garbage")));
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                withQuery(
                        good,
                        query ->
                                query.replaceAll(
                                        "Signature=[0-9a-f]{64}", "Signature=" + "0".repeat(64))));
        assertRefused(
                INCOMPLETE_SIGNATURE,
                withQuery(good, query -> query.replaceAll("&X-Amz-Signature=.*", "")));
        assertRefused(MISSING_AUTHENTICATION_TOKEN, withQuery(good, _ -> "Action=GetUser"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-security-token", "X-Amz-Target", "x-amz-anything"})
    void a003_anUnsignedAmzHeaderIsRefusedByName(String name) {
        for (ReceivedRequest good :
                List.of(TestSigner.post(BODY), TestSigner.presigned(TestSigner.TIME, ""))) {
            SignatureError error = refusal(with(good, new HeaderField(name, "injected")), NOW);

            assertEquals(ACCESS_DENIED, error.code());
            assertTrue(error.message().endsWith(": " + name.toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void a003_onlyTheBodyHashMayBeUnsigned() {
        assertVerified(
                with(
                        TestSigner.post(BODY),
                        new HeaderField("x-amz-content-sha256", TestSigner.hex(BODY))),
                NOW);
    }

    @Test
    void a003_aTokenIsSurfacedOnlyWhenItIsSigned() {
        ReceivedRequest request =
                TestSigner.post(BODY, new HeaderField("x-amz-security-token", "token"));

        assertEquals("token", assertVerified(request, NOW).sessionToken());
    }

    @Test
    void a004_hostMustBeSigned() {
        String canonical =
                "POST\n/\n\nx-amz-date:"
                        + TestSigner.TIME
                        + "\n\nx-amz-date\n"
                        + TestSigner.hex(BODY);
        ReceivedRequest request =
                new ReceivedRequest(
                        "POST",
                        "/",
                        "",
                        List.of(
                                new HeaderField("host", "iam.example"),
                                new HeaderField("x-amz-date", TestSigner.TIME),
                                TestSigner.authorization(
                                        TestSigner.SCOPE,
                                        "x-amz-date",
                                        TestSigner.signature(
                                                canonical, TestSigner.TIME, TestSigner.SCOPE))),
                        TestSigner.hex(BODY));

        SignatureError error = refusal(request, NOW);

        assertEquals(SIGNATURE_DOES_NOT_MATCH, error.code());
        assertEquals(
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
                error.message());
    }

    @Test
    void a005_anotherHostIsAnotherRequest() {
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                replaced(TestSigner.post(BODY), "host", _ -> "b.example"));
    }

    @Test
    void a006_aSignedHeaderThatIsAbsentIsNotTheSameAsEmpty() {
        ReceivedRequest empty = TestSigner.post(BODY, new HeaderField("x-custom", ""));

        assertVerified(empty, NOW);
        assertRefused(SIGNATURE_DOES_NOT_MATCH, without(empty, "x-custom"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-amz-date",
                "host",
                "x-amz-security-token",
                "authorization",
                "x-amz-content-sha256"
            })
    void a007_aHeaderWhoseValueIsUsedStandsThereOnce(String name) {
        ReceivedRequest good =
                TestSigner.post(
                        BODY,
                        new HeaderField("x-amz-content-sha256", TestSigner.hex(BODY)),
                        new HeaderField("x-amz-security-token", "t"));
        assertVerified(good, NOW);
        List<HeaderField> before = new ArrayList<>(good.headers());
        before.addFirst(new HeaderField(name, "20150830T113600Z"));

        assertRefused(INCOMPLETE_SIGNATURE, with(good, new HeaderField(name, "20150830T113600Z")));
        assertRefused(INCOMPLETE_SIGNATURE, withHeaders(good, before));
    }

    @Test
    void a011_theHashIsOfTheBodyReceived() {
        String other = TestSigner.hex("Action=GetUser&UserName=root2");
        ReceivedRequest plain = TestSigner.post(BODY);
        ReceivedRequest claimed =
                TestSigner.post(
                        BODY, new HeaderField("x-amz-content-sha256", TestSigner.hex(BODY)));

        assertVerified(claimed, NOW);
        assertRefused(SIGNATURE_DOES_NOT_MATCH, withBody(plain, other));
        assertRefused(SIGNATURE_DOES_NOT_MATCH, withBody(claimed, other));
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                replaced(withBody(claimed, other), "x-amz-content-sha256", _ -> other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNSIGNED-PAYLOAD",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
            })
    void a012_noPayloadGoesUnsigned(String mode) {
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                TestSigner.post(BODY, new HeaderField("x-amz-content-sha256", mode)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS4-HMAC-SHA1",
                "AWS4-ECDSA-P256-SHA256",
                "AWS3-HTTPS",
                "aws4-hmac-sha256",
                "Bearer"
            })
    void a013_thereIsOneAlgorithm(String algorithm) {
        assertRefused(
                INCOMPLETE_SIGNATURE,
                replaced(
                        TestSigner.post(BODY),
                        "authorization",
                        value -> value.replace("AWS4-HMAC-SHA256", algorithm)));
        assertRefused(
                INCOMPLETE_SIGNATURE,
                withQuery(
                        TestSigner.presigned(TestSigner.TIME, ""),
                        query -> query.replace("AWS4-HMAC-SHA256", algorithm)));
    }

    @Test
    void a013_versionTwoIsNotSpoken() {
        ReceivedRequest good = TestSigner.post(BODY);

        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                replaced(good, "authorization", _ -> "AWS AKIAIOSFODNN7EXAMPLE:c2lnbmF0dXJl"));
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                withQuery(
                        without(good, "authorization"),
                        _ -> "AWSAccessKeyId=A&SignatureVersion=2&Signature=x"));
    }

    @Test
    void a014_thePathIsPartOfTheSignature() {
        ReceivedRequest good = TestSigner.post(BODY);

        for (String path : List.of("/%2e/", "/%2F", "/a", "/a/..%2f")) {
            assertRefused(SIGNATURE_DOES_NOT_MATCH, withPath(good, path));
        }
        // SigV4 itself normalises these; which paths are served is the gateway's business.
        for (String path : List.of("//", "/./", "/a/../")) {
            assertVerified(withPath(good, path), NOW);
        }
    }

    @Test
    void a015_theQueryIsPartOfTheSignatureInOneReading() {
        ReceivedRequest good = TestSigner.presigned(TestSigner.TIME, "");

        assertRefused(
                SIGNATURE_DOES_NOT_MATCH, withQuery(good, query -> query + "&Action=DeleteUser"));
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH, withQuery(good, query -> query + ";Action=DeleteUser"));
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                withQuery(good, query -> query.replace("Action", "action")));
        assertVerified(withQuery(good, query -> query.replace("GetUser", "%47etUser")), NOW);
    }

    @Test
    void a016_onlySixtyFourLowerCaseDigitsAreCompared() {
        ReceivedRequest good = TestSigner.post(BODY);
        UnaryOperator<String> upper =
                value -> {
                    int at = value.indexOf("Signature=") + 10;
                    return value.substring(0, at) + value.substring(at).toUpperCase(Locale.ROOT);
                };

        assertRefused(SIGNATURE_DOES_NOT_MATCH, replaced(good, "authorization", upper));
        assertRefused(SIGNATURE_DOES_NOT_MATCH, replaced(good, "authorization", v -> v + "0"));
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                replaced(good, "authorization", v -> v.substring(0, v.length() - 1)));
        for (int digit = 0; digit < 64; digit++) {
            int last = digit;
            assertRefused(
                    SIGNATURE_DOES_NOT_MATCH,
                    replaced(
                            good,
                            "authorization",
                            v -> {
                                int at = v.length() - 64 + last;
                                char other = v.charAt(at) == '0' ? '1' : '0';
                                return v.substring(0, at) + other + v.substring(at + 1);
                            }));
        }
    }

    @Test
    void a018_twoTokensAreNone() {
        ReceivedRequest header =
                TestSigner.post(BODY, new HeaderField("x-amz-security-token", "one"));
        ReceivedRequest query = TestSigner.presigned(TestSigner.TIME, "&X-Amz-Security-Token=one");

        assertRefused(INVALID_CLIENT_TOKEN_ID, withQuery(header, _ -> "X-Amz-Security-Token=two"));
        assertRefused(
                INVALID_CLIENT_TOKEN_ID, withQuery(query, q -> q + "&X-Amz-Security-Token=two"));
        assertEquals("one", assertVerified(query, NOW).sessionToken());
    }

    @Test
    void headerAndQueryTogetherAreOneTooMany() {
        assertRefused(
                INCOMPLETE_SIGNATURE,
                withQuery(
                        TestSigner.post(BODY),
                        _ -> TestSigner.presigned(TestSigner.TIME, "").query()));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertMessage(
                "Authorization header requires 'Credential' parameter. Authorization header"
                        + " requires 'Signature' parameter. Authorization header requires"
                        + " 'SignedHeaders' parameter. Authorization header requires existence of"
                        + " either a 'X-Amz-Date' or a 'Date' header. ",
                without(
                        replaced(TestSigner.post(BODY), "authorization", _ -> "AWS4-HMAC-SHA256"),
                        "x-amz-date"));
    }

    @Test
    void anUnsignedDateHeaderIsNoDate() {
        ReceivedRequest good = TestSigner.post(BODY);
        ReceivedRequest moved =
                with(without(good, "x-amz-date"), new HeaderField("Date", TestSigner.TIME));

        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                replaced(moved, "authorization", v -> v.replace("host;x-amz-date", "host")));
    }

    @Test
    void nothingSecretIsPrinted() {
        ReceivedRequest request =
                TestSigner.post(BODY, new HeaderField("x-amz-security-token", "canary-token"));
        ParsedSignature parsed =
                assertInstanceOf(ParsedSignature.class, SignatureParser.parse(request));
        String printed =
                parsed
                        + " "
                        + request
                        + " "
                        + request.headers()
                        + " "
                        + key(parsed)
                        + " "
                        + parsed.signature();

        assertFalse(printed.contains("canary-token"));
        assertFalse(printed.matches(".*[0-9a-f]{64}.*"), printed);
    }
}
