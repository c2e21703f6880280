package io.ostiary.policy.signature;

import static io.ostiary.policy.signature.SignatureError.Code.INCOMPLETE_SIGNATURE;
import static io.ostiary.policy.signature.SignatureError.Code.SIGNATURE_DOES_NOT_MATCH;
import static io.ostiary.policy.signature.SignatureError.Code.VALIDATION_ERROR;
import static io.ostiary.policy.signature.Tampering.withQuery;
import static io.ostiary.policy.signature.Verifying.BODY;
import static io.ostiary.policy.signature.Verifying.NOW;
import static io.ostiary.policy.signature.Verifying.assertMessage;
import static io.ostiary.policy.signature.Verifying.assertRefused;
import static io.ostiary.policy.signature.Verifying.assertVerified;
import static io.ostiary.policy.signature.Verifying.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;

/** Attacks A008 to A010: whose, which day, how old. */
class SignatureScopeAndTimeTest {

    @Test
    void a008_theScopeMustBeOursAndOfTheDay() {
        assertMessage(
                "Credential should be scoped to correct service: 'iam'. ",
                TestSigner.post(BODY, TestSigner.TIME, "20150830/us-east-1/sts/aws4_request"));
        assertMessage(
                "Credential should be scoped with a valid terminator: 'aws4_request'. ",
                TestSigner.post(BODY, TestSigner.TIME, "20150830/us-east-1/iam/aws5_request"));
        assertMessage(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
                        + " from HTTP: '20150829' != '20150830', from '20150830T123600Z'.",
                TestSigner.post(BODY, TestSigner.TIME, "20150829/us-east-1/iam/aws4_request"));
        assertMessage(
                "Credential must have exactly 5 slash-delimited elements, e.g."
                        + " keyid/date/region/service/term",
                TestSigner.post(BODY, TestSigner.TIME, "20150830/us-east-1/iam"));
        assertRefused(
                INCOMPLETE_SIGNATURE,
                TestSigner.post(BODY, TestSigner.TIME, "20150830/us-east-1/iam/aws4_request/x"));
        // Any region will do.
        assertVerified(
                TestSigner.post(BODY, TestSigner.TIME, "20150830/aws-global/iam/aws4_request"),
                NOW);
    }

    @Test
    void a008_aSecondEitherSideOfMidnightIsAnotherDay() {
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                TestSigner.post(BODY, "20150831T000000Z", TestSigner.SCOPE),
                Instant.parse("2015-08-30T23:59:59Z"));
        assertVerified(
                TestSigner.post(BODY, "20150830T235959Z", TestSigner.SCOPE),
                Instant.parse("2015-08-31T00:00:01Z"));
    }

    @Test
    void a009_fifteenMinutesEitherWay() {
        ReceivedRequest request = TestSigner.post(BODY);

        assertVerified(request, NOW.plusSeconds(900));
        assertVerified(request, NOW.minusSeconds(900));
        assertEquals(
                "Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z"
                        + " (20150830T125200Z - 15 min.)",
                refusal(request, NOW.plusSeconds(960)).message());
        assertEquals(
                "Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z"
                        + " (20150830T122000Z + 15 min.)",
                refusal(request, NOW.minusSeconds(960)).message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20150830T123600.000Z",
                "2015-08-30T12:36:00Z",
                "",
                "20150230T123600Z",
                "20150830T246000Z",
                "Sun, 30 Aug 2015 12:36:00 GMT"
            })
    void a009_aMalformedDateIsIncomplete(String time) {
        assertRefused(INCOMPLETE_SIGNATURE, TestSigner.post(BODY, time, TestSigner.SCOPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "60", "900", "604800"})
    void a010_expiresNeitherShortensNorLengthens(String seconds) {
        ReceivedRequest request =
                TestSigner.presigned(TestSigner.TIME, "&X-Amz-Expires=" + seconds);

        assertVerified(request, NOW.plusSeconds(600));
        assertVerified(request, NOW.plusSeconds(900));
        assertTrue(
                refusal(request, NOW.plusSeconds(901)).message().startsWith("Signature expired"));
    }

    /** As at S3, where links are made to last. */
    @Test
    void aServiceThatKeepsExpiresLetsARequestLiveAsLongAsItSays() {
        var rules = new ServiceRules("iam", PathStyle.NORMALIZED, true);
        ReceivedRequest minute = TestSigner.presigned(TestSigner.TIME, "&X-Amz-Expires=60");
        ReceivedRequest week = TestSigner.presigned(TestSigner.TIME, "&X-Amz-Expires=604800");
        ReceivedRequest unsaid = TestSigner.presigned(TestSigner.TIME, "");

        assertNull(refusalAfter(minute, 60, rules));
        assertEquals("Request has expired", refusalAfter(minute, 61, rules));
        assertNull(refusalAfter(week, 604_800, rules));
        assertEquals("Request has expired", refusalAfter(week, 604_801, rules));
        assertNull(refusalAfter(unsaid, 900, rules));
        assertNotNull(refusalAfter(unsaid, 901, rules));
        assertNotNull(refusalAfter(week, -901, rules));
    }

    private static @Nullable String refusalAfter(
            ReceivedRequest request, int seconds, ServiceRules rules) {
        var parsed = assertInstanceOf(ParsedSignature.class, SignatureParser.parse(request));
        return switch (SignatureVerifier.verify(
                request, parsed, Verifying.key(parsed), NOW.plusSeconds(seconds), rules)) {
            case SignatureError error -> error.message();
            case VerifiedSignature _ -> null;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "604801", "9e9", "", "60&X-Amz-Expires=60", "99999999999999999999"})
    void a010_anExpiresThatSaysNothingIsInvalid(String seconds) {
        assertRefused(
                VALIDATION_ERROR,
                TestSigner.presigned(TestSigner.TIME, "&X-Amz-Expires=" + seconds));
    }

    @Test
    void a010_s3WantsAnExpiresFromASecondToAWeek() {
        for (String said :
                List.of(
                        "",
                        "&X-Amz-Expires=0",
                        "&X-Amz-Expires=-1",
                        "&X-Amz-Expires=604801",
                        "&X-Amz-Expires=60&X-Amz-Expires=60")) {
            SignatureError error = s3(TestSigner.presigned(TestSigner.TIME, said));
            assertNotNull(error, said);
            assertEquals("AuthorizationQueryParametersError", error.code().text());
        }
        for (String said : List.of("&X-Amz-Expires=1", "&X-Amz-Expires=604800")) {
            assertNull(s3(TestSigner.presigned(TestSigner.TIME, said)));
        }
        assertNull(s3(TestSigner.post(BODY, TestSigner.TIME, TestSigner.SCOPE)));
    }

    private static @Nullable SignatureError s3(ReceivedRequest request) {
        return ServiceRules.S3.wrongExpires(
                assertInstanceOf(ParsedSignature.class, SignatureParser.parse(request)));
    }

    @Test
    void a010_expiresIsSigned() {
        assertRefused(
                SIGNATURE_DOES_NOT_MATCH,
                withQuery(
                        TestSigner.presigned(TestSigner.TIME, "&X-Amz-Expires=60"),
                        query -> query.replace("Expires=60", "Expires=61")));
    }
}
