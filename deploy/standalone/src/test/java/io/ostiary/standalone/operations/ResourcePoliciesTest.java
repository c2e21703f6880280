package io.ostiary.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The policy and the tags of a resource of any service: {@code /v1/resource-policies?arn=…}. */
@ExtendWith(RunningHouse.Shared.class)
final class ResourcePoliciesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/v1/resource-policies";

    private final RunningHouse house;

    ResourcePoliciesTest(RunningHouse house) {
        this.house = house;
    }

    private Reply call(AwsCredentials who, String method, String arn, String body) {
        return call(who, "ostiary", method, arn, body);
    }

    private Reply call(AwsCredentials who, String service, String method, String arn, String body) {
        try (var calls = new SignedCalls(house.url())) {
            return SignedCalls.caughtUp(
                    () ->
                            calls.rest(
                                    who,
                                    service,
                                    method,
                                    PATH,
                                    List.of("arn", arn),
                                    body,
                                    body.isEmpty()
                                            ? Map.of()
                                            : Map.of("content-type", "application/json")));
        }
    }

    private static String body(String policy, Map<String, String> tags) {
        try {
            return JSON.writeValueAsString(Map.of("policy", policy, "tags", tags));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(reply.body(), e);
        }
    }

    private static String queue(Tenant tenant) {
        return "arn:aws:sqs:us-east-1:" + tenant.account() + ":jobs-" + UUID.randomUUID();
    }

    private static String policy(String principal, String resource) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},\
        "Action":"sqs:SendMessage","Resource":"%s"}}\
        """
                .formatted(principal, resource);
    }

    @Test
    void whatWasPutIsToldAndGoesWithADelete() {
        Tenant tenant = house.newAccount();
        AwsCredentials who = tenant.admin().credentials();
        String arn = queue(tenant);
        assertEquals(404, call(who, "GET", arn, "").status());
        assertEquals("NoSuchResourceException", call(who, "DELETE", arn, "").code());
        String document = policy("arn:aws:iam::" + tenant.account() + ":root", arn);
        Reply put = call(who, "PUT", arn, body(document, Map.of("team", "a")));
        assertEquals(204, put.status(), put.body());
        Reply got = call(who, "GET", arn, "");
        assertEquals(200, got.status(), got.body());
        assertEquals("application/json", got.header("content-type"));
        JsonNode told = json(got);
        assertEquals(arn, told.get("arn").textValue());
        assertEquals(document, told.get("policy").textValue());
        assertEquals("a", told.at("/tags/team").textValue());
        assertTrue(told.get("revision").longValue() > 0);
        assertEquals(204, call(who, "PUT", arn, "{\"tags\":{\"team\":\"b\"}}").status());
        JsonNode changed = json(call(who, "GET", arn, ""));
        assertTrue(changed.path("policy").isMissingNode());
        assertTrue(changed.get("revision").longValue() > told.get("revision").longValue());
        assertEquals(204, call(who, "DELETE", arn, "").status());
        assertEquals(404, call(who, "GET", arn, "").status());
    }

    @Test
    void A112_onlyTheAccountInTheArnWritesAndReads() {
        Tenant one = house.newAccount();
        Tenant two = house.newAccount();
        String arn = queue(one);
        String document = policy("*", arn);
        AwsCredentials owner = one.admin().credentials();
        AwsCredentials other = two.admin().credentials();
        for (String method : List.of("PUT", "GET", "DELETE")) {
            String body = method.equals("PUT") ? body(document, Map.of()) : "";
            Reply missing = call(other, method, arn, body);
            assertEquals(403, missing.status(), missing.body());
            assertEquals("AccessDeniedException", missing.code());
        }
        assertEquals(204, call(owner, "PUT", arn, body(document, Map.of())).status());
        for (String method : List.of("PUT", "GET", "DELETE")) {
            String body = method.equals("PUT") ? body(document, Map.of()) : "";
            assertEquals(403, call(other, method, arn, body).status());
        }
        assertEquals(200, call(owner, "GET", arn, "").status());
    }

    @Test
    void whatIsNobodysOrTheHousesHasNoPolicyButTheAccountItself() {
        Tenant tenant = house.newAccount();
        AwsCredentials who = tenant.admin().credentials();
        String account = tenant.account();
        String own = "arn:aws:ostiary::" + account + ":account";
        assertEquals(204, call(who, "PUT", own, body(policy("*", own), Map.of())).status());
        assertEquals(200, call(who, "GET", own, "").status());
        for (String arn :
                List.of(
                        "arn:aws:iam::" + account + ":user/alice",
                        "arn:aws:IAM::" + account + ":user/alice",
                        "arn:aws:Ostiary::" + account + ":account",
                        "arn:aws:sts::" + account + ":assumed-role/r/s",
                        "arn:aws:organizations::" + account + ":root/o-1/r-1",
                        "arn:aws:ostiary::" + account + ":accounts",
                        "arn:aws:s3:::some-bucket-of-nobody",
                        "arn:aws:s3:::some-bucket-of-nobody/key",
                        "arn:aws:sqs:us-east-1::queue",
                        "arn:aws:sqs:us-east-1:" + account + ":queue*",
                        "arn:aws-cn:sqs:us-east-1:" + account + ":queue",
                        "not-an-arn-but-long-enough")) {
            Reply refused = call(who, "PUT", arn, body(policy("*", arn), Map.of()));
            assertEquals("InvalidResourceException", refused.code(), arn + refused.body());
            assertEquals(400, refused.status());
        }
        Reply another =
                call(
                        who,
                        "PUT",
                        "arn:aws:ostiary::" + house.account() + ":account",
                        body(policy("*", own), Map.of()));
        assertEquals(403, another.status(), another.body());
        for (String method : List.of("GET", "DELETE")) {
            assertEquals(
                    "InvalidResourceException",
                    call(who, method, "arn:aws:iam::" + account + ":user/alice", "").code());
        }
    }

    @Test
    void policyAndTagsAreJudged() {
        Tenant tenant = house.newAccount();
        AwsCredentials who = tenant.admin().credentials();
        String arn = queue(tenant);
        assertEquals(
                "MalformedPolicyException", call(who, "PUT", arn, body("{}", Map.of())).code());
        assertEquals(
                "MalformedPolicyException",
                call(
                                who,
                                "PUT",
                                arn,
                                body(
                                        policy(
                                                "arn:aws:iam::" + tenant.account() + ":user/no",
                                                arn),
                                        Map.of()))
                        .code());
        assertEquals(
                "MalformedPolicyException",
                call(who, "PUT", arn, body(policy("*", arn) + " ".repeat(20_480), Map.of()))
                        .code());
        assertEquals(
                "InvalidTagsException",
                call(who, "PUT", arn, "{\"tags\":{\"aws:x\":\"y\"}}").code());
        assertEquals("ValidationException", call(who, "PUT", arn, "{\"unknown\":1}").code());
        assertEquals(404, call(who, "GET", arn, "").status());
    }

    @Test
    void onlyWhoIsGrantedItAndSignsForThisServiceComesThrough() {
        Tenant tenant = house.newAccount();
        String arn = queue(tenant);
        var carol = tenant.user("carol");
        AwsCredentials who = carol.client().credentials();
        assertEquals(403, call(who, "GET", arn, "").status());
        tenant.grant(
                "carol",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
                "Action":"ostiary:GetResourcePolicy","Resource":"%s"}}\
                """
                        .formatted(arn));
        assertEquals(404, call(who, "GET", arn, "").status());
        assertEquals(403, call(who, "PUT", arn, "{\"tags\":{\"a\":\"b\"}}").status());
        assertEquals(403, call(who, "DELETE", arn, "").status());
        assertEquals(403, call(who, "GET", arn + "x", "").status());
        Reply wrong = call(who, "iam", "GET", arn, "");
        assertEquals("InvalidSignatureException", wrong.code(), wrong.body());
    }
}
