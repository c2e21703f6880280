package io.ostiary.standalone.authorize;

import static io.ostiary.standalone.authorize.Asker.json;
import static io.ostiary.standalone.authorize.Asker.message;
import static io.ostiary.standalone.authorize.Asker.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Who may ask, about whom, and what he may state (attacks A084 to A088). */
@ExtendWith(RunningHouse.Shared.class)
final class AuthorizeTest {
    private static final String NOBODY =
            "There is no such principal, or the caller may not ask about it.";

    private final RunningHouse house;
    private final Tenant tenant;
    private final SignedCalls calls;
    private final Person alice;
    private final Asker service;
    private final String queue;

    AuthorizeTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        calls = new SignedCalls(house.url());
        queue = "arn:aws:sqs:us-east-1:" + tenant.account() + ":jobs";
        alice = tenant.user("alice", Documents.allow("sqs:SendMessage", queue));
        service = asker("service", Documents.allow("ostiary:Authorize", account()));
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private String account() {
        return "arn:aws:ostiary::" + tenant.account() + ":account";
    }

    private Asker asker(String name, String policy) {
        return new Asker(calls, tenant.user(name, policy).client().credentials());
    }

    private String send() {
        return question(alice.arn(), "sqs:SendMessage", queue);
    }

    @Test
    void aServiceAsksAboutAUserAndAChangeIsSeenAtOnce() {
        var reply = service.authorize(send());
        assertEquals(200, reply.status(), reply.body());
        var answer = json(reply);
        assertEquals("allow", answer.get("decision").asText());
        assertEquals("identity/granted", answer.get("reasons").get(0).get("policy").asText());
        assertTrue(answer.get("revision").asLong() > 0);
        assertEquals("allow", service.told(question(alice.id(), "sqs:SendMessage", queue)));
        assertEquals("deny", service.told(question(alice.arn(), "sqs:DeleteQueue", queue)));
        for (int i = 0; i < 5; i++) {
            tenant.admin().iam().deleteUserPolicy(r -> r.userName("alice").policyName("granted"));
            assertEquals("deny", service.told(send()));
            tenant.grant("alice", Documents.allow("sqs:SendMessage", queue));
            assertEquals("allow", service.told(send()));
        }
        var denied = json(service.authorize(question(alice.arn(), "sqs:DeleteQueue", queue)));
        assertEquals(
                "[{\"type\":\"implicitDeny\",\"layer\":\"identity-based policy\"}]",
                denied.get("reasons").toString());
    }

    @Test
    void aRoleIsAskedAboutAndItsSessionOnlyByItsToken() {
        String role =
                tenant.role(
                        "Worker",
                        Documents.trust(tenant.arn("root")),
                        Documents.allow("sqs:*", queue));
        assertEquals("allow", service.told(question(role, "sqs:DeleteQueue", queue)));
        var taker = tenant.user("taker", Documents.allow("sts:AssumeRole", "*"));
        var session =
                taker.client()
                        .sts()
                        .assumeRole(
                                r ->
                                        r.roleArn(role)
                                                .roleSessionName("worker")
                                                .policy(Documents.allow("sqs:SendMessage", "*")));
        var byArn =
                service.authorize(
                        question(session.assumedRoleUser().arn(), "sqs:SendMessage", queue));
        assertEquals(400, byArn.status());
        String about =
                "{\"sessionToken\":\"%s\",\"accessKeyId\":\"%s\",\"action\":\"%s\",\"resource\":\"%s\"}";
        var credentials = session.credentials();
        String token = credentials.sessionToken();
        String keyId = credentials.accessKeyId();
        assertEquals(
                "allow", service.told(about.formatted(token, keyId, "sqs:SendMessage", queue)));
        assertEquals("deny", service.told(about.formatted(token, keyId, "sqs:DeleteQueue", queue)));
        assertEquals(
                "AccessDenied",
                service.told(about.formatted(token.substring(4), keyId, "sqs:SendMessage", queue)));
        // A087: knowing a token of another account is not that account's consent.
        Tenant other = house.newAccount();
        var stranger = new Asker(calls, other.admin().credentials());
        assertEquals(
                NOBODY,
                message(
                        stranger.authorize(
                                about.formatted(token, keyId, "sqs:SendMessage", queue))));
        tenant.admin().iam().deleteRolePolicy(r -> r.roleName("Worker").policyName("granted"));
        tenant.admin().iam().deleteRole(r -> r.roleName("Worker"));
        assertEquals(
                "AccessDenied",
                service.told(about.formatted(token, keyId, "sqs:SendMessage", queue)));
    }

    @Test
    void onlyWhoHasTheRightMayAskAndOnlyForWhatItIsGiven() {
        var none = asker("none", Documents.allow("sqs:*", "*"));
        var refused = none.authorize(send());
        assertEquals(403, refused.status());
        assertEquals(
                "User: "
                        + tenant.arn("user/none")
                        + " is not authorized to perform: ostiary:Authorize on resource: "
                        + account()
                        + " because no identity-based policy allows the ostiary:Authorize action",
                message(refused));
        assertEquals("AccessDenied", none.told(question(tenant.arn("user/no"), "a:B", "*")));
        var narrow =
                asker(
                        "narrow",
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                        "Action":"ostiary:Authorize","Resource":"%s","Condition":{
                        "StringEquals":{"ostiary:Action":"sqs:SendMessage"},
                        "ArnLike":{"ostiary:ResourceArn":"arn:aws:sqs:*:*:jobs"}}}}\
                        """
                                .formatted(account()));
        assertEquals(
                List.of("allow", "AccessDenied", "AccessDenied"),
                narrow.batch(
                        send(),
                        question(alice.arn(), "sqs:ReceiveMessage", queue),
                        question(alice.arn(), "sqs:SendMessage", queue + "2")));
        var another = asker("another", Documents.allow("ostiary:Authorize", account() + "x"));
        assertEquals("AccessDenied", another.told(send()));
    }

    @Test
    void missingAndForeignPrincipalsAnswerAlike() {
        Tenant other = house.newAccount();
        var bob = other.user("bob", Documents.allow("*", "*"));
        var wide = asker("wide", Documents.allow("*", "*"));
        for (String name :
                List.of(
                        tenant.arn("user/missing"),
                        tenant.arn("role/missing"),
                        "AIDA" + "X".repeat(17),
                        bob.arn(),
                        bob.id(),
                        other.arn("user/missing"),
                        "arn:aws:iam::999999999999:user/bob")) {
            var reply = wide.authorize(question(name, "sqs:SendMessage", queue));
            assertEquals(403, reply.status(), name);
            assertEquals(NOBODY, message(reply), name);
        }
        assertEquals(
                NOBODY,
                message(new Asker(calls, house.rootCredentials()).authorize(send())),
                "root of the management account is a stranger, too");
    }

    @Test
    void whatIsKnownOfTheCallerIsNotTheServicesToSay() {
        tenant.grant(
                "alice",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*",
                "Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"},
                "StringEquals":{"aws:username":"alice"}}}}\
                """);
        String send = "sqs:SendMessage";
        assertEquals("deny", service.told(send()));
        assertEquals(
                "allow",
                service.told(question(alice.arn(), send, queue, "\"aws:sourceIP\":\"192.0.2.1\"")));
        for (String context :
                List.of(
                        "\"aws:PrincipalArn\":\"x\"",
                        "\"AWS:principaltag/x\":\"x\"",
                        "\"aws:userid\":\"x\"",
                        "\"aws:MultiFactorAuthPresent\":true",
                        "\"aws:PrincipalOrgID\":\"o-1\"",
                        "\"aws:TokenIssueTime\":\"2026-01-01T00:00:00Z\"",
                        "\"s3:prefix\":\"x\"",
                        "\"iam:PolicyARN\":\"x\"",
                        "\"aws:SourceIp\":\"192.0.2.1\",\"aws:sourceip\":\"192.0.2.2\"",
                        "\"aws:SourceIp\":[\"192.0.2.1\",1]",
                        "\"aws:SourceIp\":\"" + "1".repeat(1 << 20) + "\"")) {
            var reply = service.authorize(question(alice.arn(), send, queue, context));
            assertEquals(400, reply.status(), reply.body());
        }
        assertEquals(
                "AccessDenied",
                service.told(question(alice.arn(), send, queue, "\"aws:ResourceTag/a\":\"b\"")));
        assertEquals(
                "AccessDenied",
                service.told(question(alice.arn(), send, queue, "\"aws:SourceArn\":\"arn\"")));
        tenant.grant("service", Documents.allow("ostiary:*", account()));
        assertEquals(
                "deny",
                service.told(question(alice.arn(), send, queue, "\"aws:ResourceTag/a\":\"b\"")));
        assertEquals(
                "ValidationError",
                service.told(
                        question(
                                alice.arn(),
                                "iam:GetUser",
                                alice.arn(),
                                "\"aws:ResourceTag/a\":\"b\"")));
    }

    @Test
    void aBucketThatNobodyOwnsIsDeniedAndSoIsWhatIsUnknown() {
        tenant.grant("alice", Documents.allow("*", "*"));
        var reply =
                service.authorize(question(alice.arn(), "s3:GetObject", "arn:aws:s3:::nobodys/x"));
        assertEquals("deny", json(reply).get("decision").asText());
        assertEquals(
                "[{\"type\":\"unknownResourceOwner\"}]", json(reply).get("reasons").toString());
        assertEquals(
                "allow",
                service.told(
                        question(
                                alice.arn(),
                                "made-up:Thing",
                                "arn:aws:made-up::" + tenant.account() + ":x")));
    }

    @Test
    void aThousandQuestionsAreAnsweredTogetherAndFaultsOneByOne() {
        String[] thousand = Collections.nCopies(1_000, send()).toArray(String[]::new);
        thousand[10] = question(alice.arn(), "sqs:*", queue);
        thousand[20] = question(tenant.arn("user/missing"), "sqs:SendMessage", queue);
        thousand[30] = "{\"principal\":7}";
        var told = service.batch(thousand);
        assertEquals(1_000, told.size());
        assertEquals("ValidationError", told.get(10));
        assertEquals("AccessDenied", told.get(20));
        assertEquals("ValidationError", told.get(30));
        assertEquals(997, Collections.frequency(told, "allow"));
    }

    @Test
    void aRequestThatSomebodySignedIsVerifiedAndIsHisConsent() {
        Tenant other = house.newAccount();
        String api = "arn:aws:execute-api:us-east-1:" + other.account() + ":api/POST/pets";
        var bob = other.user("bob", Documents.allow("execute-api:Invoke", api));
        var gateway =
                asker(
                        "gateway",
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                        "Action":"ostiary:Authorize","Resource":"*","Condition":{"StringEquals":{
                        "ostiary:ServiceName":"execute-api","ostiary:Host":"pets.example.com"}}}}\
                        """);
        var reply = gateway.authorize(signed(bob, "execute-api", "pets.example.com", api));
        assertEquals(200, reply.status(), reply.body());
        assertEquals("allow", json(reply).get("decision").asText());
        assertEquals(0, json(reply).get("reasons").size());
        assertEquals(bob.arn(), json(reply).get("signer").get("arn").asText());
        assertFalse(reply.body().contains("granted"), reply.body());
        assertEquals(
                NOBODY, message(gateway.authorize(question(bob.arn(), "execute-api:Invoke", api))));
        assertEquals(
                NOBODY,
                message(service.authorize(signed(bob, "execute-api", "pets.example.com", api))));
        assertEquals(
                NOBODY,
                message(gateway.authorize(signed(bob, "execute-api", "other.example.com", api))));
        String right = signed(bob, "execute-api", "pets.example.com", api);
        assertEquals(
                "ValidationError",
                gateway.told(right.replace("[\"pets.example.com\"]", "[\"a.example.com\"]")));
        assertEquals(
                "SignatureDoesNotMatch", gateway.told(right.replace("\"/pets\"", "\"/cats\"")));
        assertEquals(
                "SignatureDoesNotMatch",
                gateway.told(right.replace("\"service\":\"execute-api\"", "\"service\":\"s3\"")));
        assertEquals("ValidationError", gateway.told(signed(bob, "iam", "pets.example.com", api)));
    }

    private String signed(Person who, String service, String host, String resource) {
        var headers =
                calls.headers(
                        who.client().credentials(),
                        service,
                        "/pets",
                        "us-east-1",
                        "{}",
                        Map.of("host", host),
                        Instant.now());
        var lines =
                headers.entrySet().stream()
                        .map(
                                header ->
                                        "\""
                                                + header.getKey()
                                                + "\":\""
                                                + header.getValue().replace("\"", "\\\"")
                                                + "\"")
                        .toList();
        return """
        {"signedRequest":{"service":"%s","hosts":["%s"],"method":"POST","path":"/pets","body":"{}",
        "headers":{%s}},"action":"execute-api:Invoke","resource":"%s"}\
        """
                .formatted(service, host, String.join(",", lines), resource);
    }

    @Test
    void theSignatureMustBeForThisPathAndThisService() {
        var credentials = tenant.user("root2", Documents.allow("*", "*")).client().credentials();
        String body = send();
        for (String service : List.of("iam", "sts", "execute-api")) {
            var headers =
                    calls.headers(
                            credentials,
                            service,
                            Asker.AUTHORIZE,
                            "us-east-1",
                            body,
                            Map.of("content-type", "application/json"),
                            Instant.now());
            assertEquals(403, calls.json(Asker.AUTHORIZE, body, headers).status());
        }
        var headers =
                calls.headers(
                        credentials,
                        "ostiary",
                        Asker.BATCH,
                        "us-east-1",
                        body,
                        Map.of("content-type", "application/json"),
                        Instant.now());
        assertEquals(403, calls.json(Asker.AUTHORIZE, body, headers).status());
        assertEquals(
                403,
                calls.json(Asker.AUTHORIZE, body, Map.of("content-type", "application/json"))
                        .status());
    }

    @Test
    void anAskerWhoIsDeletedIsNobodyAtOnce() {
        var gone = tenant.user("gone", Documents.allow("ostiary:Authorize", account()));
        var asker = new Asker(calls, gone.client().credentials());
        assertEquals("allow", asker.told(send()));
        tenant.admin().iam().deleteAccessKey(r -> r.userName("gone").accessKeyId(gone.keyId()));
        assertEquals("InvalidClientTokenId", asker.told(send()));
        var session = (AwsSessionCredentials) tenant.admin().credentials();
        assertEquals("allow", new Asker(calls, session).told(send()));
    }
}
