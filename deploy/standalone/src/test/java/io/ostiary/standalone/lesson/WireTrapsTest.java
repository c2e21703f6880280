package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.standalone.lesson.SignedCalls.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What bit others that speak AWS; each test names its row of the list of wire traps. */
@ExtendWith(RunningHouse.Shared.class)
final class WireTrapsTest {
    private static final Map<String, String> IDENTITY =
            Map.of("Action", "GetCallerIdentity", "Version", SignedCalls.STS);
    private static final String EXPIRES = "X-Amz-Expires";

    private final RunningHouse house;
    private final Tenant tenant;
    private final AwsCredentials admin;

    WireTrapsTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        admin = tenant.admin().credentials();
    }

    @Test
    void row1TheTokenOfAKubernetesClusterIsVerifiedForAQuarterOfAnHour() throws Exception {
        var now = Instant.now();
        Reply reply = clusterToken(Map.of(EXPIRES, "60"), now.minus(Duration.ofMinutes(10)));
        assertEquals(200, reply.status(), reply.body());
        assertTrue(reply.header("content-type").startsWith("application/json"));
        var result =
                new ObjectMapper()
                        .readTree(reply.body())
                        .at("/GetCallerIdentityResponse/GetCallerIdentityResult");
        assertEquals(tenant.account(), result.get("Account").textValue());
        assertTrue(result.get("Arn").textValue().contains("assumed-role"));
        assertEquals(2, result.get("UserId").textValue().split(":").length);

        for (Map<String, String> expires :
                List.of(Map.of(EXPIRES, "0"), Map.<String, String>of(), Map.of(EXPIRES, "900"))) {
            assertEquals(200, clusterToken(expires, now).status(), expires.toString());
        }
        Reply late = clusterToken(Map.of(EXPIRES, "60"), now.minus(Duration.ofMinutes(16)));
        assertEquals(403, late.status());
        var error = new ObjectMapper().readTree(late.body());
        assertEquals("SignatureDoesNotMatch", error.at("/Error/Code").textValue());
        assertTrue(error.at("/Error/Message").textValue().startsWith("Signature expired: "));
        assertEquals("Sender", error.at("/Error/Type").textValue());
        assertTrue(error.get("RequestId").isTextual());
    }

    private Reply clusterToken(Map<String, String> more, Instant at) {
        Map<String, String> query = new HashMap<>(IDENTITY);
        query.putAll(more);
        try (var calls = new SignedCalls(house.url())) {
            return calls.presigned(
                    admin,
                    "sts",
                    query,
                    Map.of("x-k8s-aws-id", "my-cluster"),
                    Map.of("accept", "application/json"),
                    at);
        }
    }

    @Test
    void row5EveryErrorHasACodeThatAnSdkFinds() {
        var wrong = AwsBasicCredentials.create(admin.accessKeyId().replace("ASIA", "AKIA"), "x");
        var client = tenant.admin().with(wrong);
        assertEquals("InvalidClientTokenId", refusal(client.iam()::listUsers).code());
        assertEquals(
                "InvalidClientTokenId", refusal(() -> client.sts().getCallerIdentity()).code());
        assertEquals(
                "UnrecognizedClientException",
                refusal(() -> client.organizations().describeOrganization()).code());

        var alice = tenant.user("alice");
        var forged = alice.client().with(AwsBasicCredentials.create(alice.keyId(), "guessed"));
        assertEquals("SignatureDoesNotMatch", refusal(forged.iam()::listUsers).code());
        assertEquals(
                "InvalidSignatureException",
                refusal(() -> forged.organizations().describeOrganization()).code());

        try (var calls = new SignedCalls(house.url())) {
            Reply iam = calls.iam(admin, "GetUser", "UserName", "nobody");
            String id = iam.element("RequestId");
            assertEquals(
                    "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>"
                            + "<Type>Sender</Type><Code>NoSuchEntity</Code><Message>The user with"
                            + " name nobody cannot be found.</Message></Error><RequestId>"
                            + id
                            + "</RequestId></ErrorResponse>",
                    iam.body().replaceFirst("^<\\?xml[^>]*>\\s*", "").strip());
            assertEquals(404, iam.status());
            assertTrue(iam.header("content-type").startsWith("text/xml"));
            assertEquals(id, iam.header("x-amzn-requestid"));
            assertFalse(iam.header("date").isEmpty());
            Reply sts = calls.sts(forged.credentials(), "GetCallerIdentity");
            assertTrue(
                    sts.body().contains("xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\""),
                    sts.body());
        }
    }

    @Test
    void rows6And7DocumentsComeBackAsSubmittedAndEncodedOnce() {
        String document =
                """
                { "Statement":
                  {"Sid": "", "Effect": "Allow", "Action": "s3:Get*",
                   "Resource": ["arn:aws:s3:::a%2Fb/x+y/\u00e9/${aws:username}"],
                   "Condition": {"StringLike": {"aws:UserAgent": "a b&c=d~*"}}},
                  "Version": "2012-10-17" }
                """;
        var iam = tenant.admin().iam();
        tenant.user("odd", document);
        String raw =
                iam.getUserPolicy(r -> r.userName("odd").policyName("granted")).policyDocument();
        assertTrue(raw.startsWith("%7B%20%22Statement"), raw);
        assertFalse(raw.contains("+"), "a blank is %20: " + raw);
        assertEquals(document, decoded(raw));

        String arn =
                iam.createPolicy(r -> r.policyName("odd").policyDocument(document)).policy().arn();
        assertEquals(
                document,
                decoded(
                        iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v1"))
                                .policyVersion()
                                .document()));
        String trust =
                """
                {"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow",
                 "Principal":{"AWS":"%s"},"Action":["sts:AssumeRole"]}]}\
                """
                        .formatted(tenant.account());
        tenant.role("odd", trust);
        assertEquals(
                trust,
                decoded(iam.getRole(r -> r.roleName("odd")).role().assumeRolePolicyDocument()));
    }

    /** Every percent escape undone, once, and nothing else. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Test
    void row8TimesAreIsoWithZ() {
        var before = Instant.now().minusSeconds(2);
        tenant.user("timed");
        var iam = tenant.admin().iam();
        var user = iam.getUser(r -> r.userName("timed")).user();
        assertTrue(user.createDate().isAfter(before), user.toString());
        iam.listAccessKeys(r -> r.userName("timed"))
                .accessKeyMetadata()
                .forEach(key -> assertTrue(key.createDate().isAfter(before)));
        try (var calls = new SignedCalls(house.url())) {
            String text = calls.iam(admin, "GetUser", "UserName", "timed").element("CreateDate");
            assertTrue(text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), text);
        }
    }

    @Test
    void row11NamesAreOneWhateverTheirCaseAndKeptAsWritten() {
        var iam = tenant.admin().iam();
        iam.createUser(r -> r.userName("Bob"));
        assertEquals(
                new Client.Refusal(
                        409, "EntityAlreadyExists", "User with name bob already exists."),
                refusal(() -> iam.createUser(r -> r.userName("bob"))));
        var found = iam.getUser(r -> r.userName("BOB")).user();
        assertEquals("Bob", found.userName());
        assertEquals(tenant.arn("user/Bob"), found.arn());
        assertEquals(
                "EntityAlreadyExists",
                refusal(() -> iam.updateUser(r -> r.userName("Bob").newUserName("bob"))).code());

        // What is authorized is the stored spelling.
        var alice = tenant.user("alice", Documents.allow("iam:GetUser", tenant.arn("user/Bob")));
        alice.client().iam().getUser(r -> r.userName("bOB"));
        var carl = tenant.user("carl", Documents.allow("iam:GetUser", tenant.arn("user/bOB")));
        var refusal = refusal(() -> carl.client().iam().getUser(r -> r.userName("bOB")));
        assertTrue(refusal.message().contains(" on resource: user Bob "), refusal.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "eu-central-1", "aws-global", "ap-southeast-2"})
    void row13AnyRegionSigns(String region) {
        try (var calls = new SignedCalls(house.url())) {
            var now = Instant.now();
            String list = SignedCalls.form("ListUsers", SignedCalls.IAM);
            assertEquals(200, calls.post(admin, "iam", region, list, Map.of(), now).status());
            String identity = SignedCalls.form("GetCallerIdentity", SignedCalls.STS);
            assertEquals(200, calls.post(admin, "sts", region, identity, Map.of(), now).status());
            // But the service counts (wire trap 4), and the time.
            Reply crossed = calls.post(admin, "sts", region, list, Map.of(), now);
            assertEquals(403, crossed.status());
            assertEquals("SignatureDoesNotMatch", crossed.element("Code"));
            Reply old =
                    calls.post(
                            admin,
                            "iam",
                            region,
                            list,
                            Map.of(),
                            now.minus(Duration.ofMinutes(16)));
            assertTrue(old.element("Message").startsWith("Signature expired: "), old.body());
            assertTrue(old.element("Message").endsWith(" - 15 min.)"), old.body());
        }
    }

    @Test
    void row24KeysTellByTheirPrefixWhatTheyAre() {
        var alice = tenant.user("alice", Documents.allow("sts:GetAccessKeyInfo", "*"));
        assertTrue(alice.keyId().matches("AKIA[A-Z2-7]{16}"), alice.keyId());
        var session = alice.client().sts().getSessionToken().credentials();
        assertTrue(session.accessKeyId().matches("ASIA[A-Z2-7]{16}"), session.accessKeyId());
        for (String id : List.of(alice.keyId(), session.accessKeyId())) {
            assertEquals(
                    tenant.account(),
                    alice.client().sts().getAccessKeyInfo(r -> r.accessKeyId(id)).account());
        }
    }

    @Test
    void answersAreNobodyElsesToKeep() { // A117
        try (var calls = new SignedCalls(house.url())) {
            for (Reply reply :
                    List.of(
                            calls.iam(admin, "ListUsers"),
                            calls.sts(admin, "GetCallerIdentity"),
                            calls.iam(admin, "GetUser", "UserName", "nobody"))) {
                assertEquals("no-store", reply.header("cache-control"));
            }
        }
    }
}
