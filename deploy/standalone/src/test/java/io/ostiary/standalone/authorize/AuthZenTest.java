package io.ostiary.standalone.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.Map;

/** The AuthZEN Authorization API 1.0, evaluation and evaluations. */
@ExtendWith(RunningHouse.Shared.class)
final class AuthZenTest {
    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String EVALUATIONS = "/access/v1/evaluations";

    private final Tenant tenant;
    private final SignedCalls calls;
    private final Person alice;
    private final String bearer;

    AuthZenTest(RunningHouse house) {
        tenant = house.newAccount();
        calls = new SignedCalls(house.url());
        alice = tenant.user("alice", Documents.allow("sqs:SendMessage", "*"));
        tenant.user(
                "pep",
                Documents.allow(
                        "ostiary:Authorize", "arn:aws:ostiary::" + tenant.account() + ":account"));
        bearer =
                tenant.admin()
                        .iam()
                        .createServiceSpecificCredential(
                                r -> r.userName("pep").serviceName("authorize.ostiary"))
                        .serviceSpecificCredential()
                        .serviceCredentialSecret();
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private String subject(String type, String id) {
        return "\"subject\":{\"type\":\"%s\",\"id\":\"%s\"}".formatted(type, id);
    }

    private static String action(String name) {
        return "\"action\":{\"name\":\"%s\"}".formatted(name);
    }

    private String resource() {
        return "\"resource\":{\"type\":\"sqs\",\"id\":\"arn:aws:sqs:us-east-1:%s:jobs\"}"
                .formatted(tenant.account());
    }

    private static String object(String... members) {
        return "{" + String.join(",", members) + "}";
    }

    private Reply post(String path, String body) {
        return Asker.bearer(calls, bearer, path, body);
    }

    @Test
    void anEvaluationIsADecision() {
        String user = subject("user", alice.arn());
        var allowed = post(EVALUATION, object(user, action("sqs:SendMessage"), resource()));
        assertEquals(200, allowed.status(), allowed.body());
        assertTrue(Asker.json(allowed).get("decision").asBoolean());
        assertEquals("application/json", allowed.header("content-type"));
        var denied = post(EVALUATION, object(user, action("sqs:DeleteQueue"), resource()));
        assertEquals(200, denied.status());
        assertTrue(
                denied.body()
                        .startsWith(
                                "{\"decision\":false,\"context\":{\"reasons\":[{\"type\":"
                                        + "\"implicitDeny\",\"layer\":\"identity-based"
                                        + " policy\"}],\"encodedMessage\":\""),
                denied.body());
        String byId = subject("user", alice.id());
        assertTrue(
                Asker.json(post(EVALUATION, object(byId, action("sqs:SendMessage"), resource())))
                        .get("decision")
                        .asBoolean());
        String role = tenant.role("Worker", Documents.trustService("ec2.amazonaws.com"));
        assertEquals(
                200,
                post(EVALUATION, object(subject("role", role), action("sqs:Send"), resource()))
                        .status());
    }

    @Test
    void evaluationsAreSeveralWithDefaultsAndThreeSemantics() {
        String rest =
                subject("user", alice.arn())
                        + ","
                        + resource()
                        + ","
                        + action("sqs:SendMessage")
                        + ",\"evaluations\":[{},"
                        + object(action("sqs:DeleteQueue"))
                        + ","
                        + object(subject("user", alice.arn() + "x"))
                        + ",{}]";
        assertEquals("true false false(403) true", decisions(post(EVALUATIONS, object(rest))));
        String semantic = "\"options\":{\"evaluations_semantic\":\"%s\"}";
        assertEquals(
                "true false false(403) true",
                decisions(post(EVALUATIONS, object(rest, semantic.formatted("execute_all")))));
        assertEquals(
                "true false",
                decisions(
                        post(EVALUATIONS, object(rest, semantic.formatted("deny_on_first_deny")))));
        assertEquals(
                "true",
                decisions(
                        post(
                                EVALUATIONS,
                                object(semantic.formatted("permit_on_first_permit"), rest))));
        assertEquals(
                400, post(EVALUATIONS, object(rest, semantic.formatted("first_come"))).status());
    }

    private static String decisions(Reply reply) {
        assertEquals(200, reply.status(), reply.body());
        var told = new StringBuilder();
        for (var each : Asker.json(reply).get("evaluations")) {
            told.append(told.isEmpty() ? "" : " ").append(each.get("decision").asText());
            var error = each.path("context").path("error");
            if (!error.isMissingNode()) {
                told.append('(').append(error.get("status").asText()).append(')');
            }
        }
        return told.toString();
    }

    @Test
    void errorsHaveTheirStatusAndAMessage() {
        String whole = object(subject("user", alice.arn()), action("sqs:Send"), resource());
        var nobody = calls.json(EVALUATION, whole, Map.of("content-type", "application/json"));
        assertEquals(401, nobody.status());
        assertEquals("Bearer realm=\"ostiary\"", nobody.header("www-authenticate"));
        assertEquals(401, Asker.bearer(calls, bearer + "x", EVALUATION, whole).status());
        for (String body :
                new String[] {
                    "{}",
                    "not json",
                    object(subject("user", alice.arn()), action("sqs:Send")),
                    object(subject("role", alice.arn()), action("sqs:Send"), resource()),
                    whole.replace("\"}", "\",\"properties\":{\"mfa\":true}}")
                }) {
            var reply = post(EVALUATION, body);
            assertEquals(400, reply.status(), body);
            assertTrue(reply.body().startsWith("\""), reply.body());
        }
        var other = subject("user", "arn:aws:iam::999999999999:user/x");
        assertEquals(403, post(EVALUATION, object(other, action("a:B"), resource())).status());
    }

    @Test
    void theRequestIdComesBack() {
        var reply =
                calls.json(
                        EVALUATION,
                        object(subject("user", alice.arn()), action("sqs:Send"), resource()),
                        Map.of(
                                "authorization",
                                "Bearer " + bearer,
                                "content-type",
                                "application/json",
                                "x-request-id",
                                "bfe9eb29-ab87-4ca3-be83-a1d5d8305716"));
        assertEquals("bfe9eb29-ab87-4ca3-be83-a1d5d8305716", reply.header("x-request-id"));
    }
}
