package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.standalone.cli.Command;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Denials are explained afterwards, and say so in a sealed message (attack A045). */
@ExtendWith(RunningHouse.Shared.class)
final class ExplainTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningHouse house;
    private final Tenant tenant;
    private final SignedCalls calls;

    ExplainTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        calls = new SignedCalls(house.url());
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private String account() {
        return "arn:aws:ostiary::" + tenant.account() + ":account";
    }

    /** The id of the request, which is denied. */
    private String denied(Person who, String operation, String... parameters) {
        Reply reply = calls.iam(who.client().credentials(), operation, parameters);
        assertEquals(403, reply.status(), reply.body());
        return reply.header("x-amzn-requestid");
    }

    private Reply explain(AwsCredentials who, String input) {
        return calls.post(
                who,
                "ostiary",
                input,
                Map.of(
                        "content-type",
                        "application/x-amz-json-1.1",
                        "x-amz-target",
                        "OstiaryV20261101.ExplainDenial"));
    }

    private static String of(String requestId) {
        return "{\"RequestId\":\"" + requestId + "\"}";
    }

    private JsonNode explained(AwsCredentials who, String requestId) {
        Reply reply = explain(who, of(requestId));
        assertEquals(200, reply.status(), reply.body());
        return json(reply.body()).path("Denials").path(0);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void theCommandLineTellsWhyAndWhatWouldAllowIt() {
        var first = new Tenant(house.account(), house.root());
        String name = "explained-" + tenant.account();
        Person nobody = first.user(name, Documents.allow("iam:GetRole", "*"));
        String id = denied(nobody, "GetUser", "UserName", name);

        Command told = Command.run("explain", id, "--data", house.data().toString());

        assertEquals(0, told.code(), told.err());
        String arn = "arn:aws:iam::" + house.account() + ":user/" + name;
        assertTrue(
                told.out()
                        .contains(
                                """
                                who      %s
                                what     iam:GetUser
                                where    %s
                                why      nothing allows it: identity-based policy
                                now      the same

                                identity-based policy
                                  identity/granted
                                    - Allow 0: another action

                                This would allow it, and change nothing else:
                                  add to an identity-based policy of its own
                                    {
                                      "Effect" : "Allow",
                                      "Action" : "iam:GetUser",
                                      "Resource" : "%s"
                                    }
                                """
                                        .formatted(arn, arn, arn)),
                told.out());
        Command machine = Command.run("explain", id, "--json", "--data", house.data().toString());
        assertEquals(
                "implicitDeny",
                json(machine.out()).path("Denials").path(0).path("Decision").asText());
        Command never = Command.run("explain", "never", "--data", house.data().toString());
        assertEquals(1, never.code());
        assertTrue(never.err().contains("NoSuchDenialException"), never.err());
    }

    @Test
    void whatIsSuggestedTurnsTheAnswer() {
        Person alice = tenant.user("alice", Documents.allow("iam:GetRole", "*"));
        String id = denied(alice, "GetUser", "UserName", "alice");
        JsonNode denial = explained(tenant.admin().credentials(), id);
        String statement =
                denial.path("Suggestions")
                        .path(0)
                        .path("Changes")
                        .path(0)
                        .path("Statements")
                        .path(0)
                        .asText();

        tenant.admin()
                .iam()
                .putUserPolicy(
                        r ->
                                r.userName("alice")
                                        .policyName("pasted")
                                        .policyDocument(
                                                "{\"Version\":\"2012-10-17\",\"Statement\":"
                                                        + statement
                                                        + "}"));

        assertEquals(
                200,
                calls.iam(alice.client().credentials(), "GetUser", "UserName", "alice").status());
        denied(alice, "GetUser", "UserName", "bob");
        denied(alice, "ListUsers");
        JsonNode after = explained(tenant.admin().credentials(), id);
        assertEquals("implicitDeny", after.path("Decision").asText());
        assertEquals("allow", after.path("Now").asText());
        assertTrue(after.path("Differs").asBoolean());
    }

    @Test
    void explainingTakesARightOfItsOwnAndOtherAccountsHaveNone() {
        Person alice = tenant.user("alice");
        Person asker = tenant.user("asker", Documents.allow("ostiary:Explain", account()));
        String id = denied(alice, "ListUsers");

        assertEquals("AccessDeniedException", explain(alice.client().credentials(), of(id)).code());
        assertEquals(
                "iam:ListUsers",
                explained(asker.client().credentials(), id).path("Action").asText());
        Tenant other = house.newAccount();
        assertEquals("NoSuchDenialException", explain(other.admin().credentials(), of(id)).code());
        String named = "{\"RequestId\":\"" + id + "\",\"AccountId\":\"" + tenant.account() + "\"}";
        assertEquals("AccessDeniedException", explain(other.admin().credentials(), named).code());
        Reply management = explain(house.rootCredentials(), named);
        assertEquals(200, management.status(), management.body());
        assertFalse(management.body().contains("identity/"), management.body());
    }

    @Test
    void ofTenThousandAndOneDeniedQuestionsTheFirstIsForgotten() {
        String queue = "arn:aws:sqs:us-east-1:" + tenant.account() + ":jobs";
        Person alice = tenant.user("alice");
        AwsCredentials admin = tenant.admin().credentials();
        String question =
                "{\"principal\":\"%s\",\"action\":\"sqs:SendMessage\",\"resource\":\"%s\"}"
                        .formatted(alice.arn(), queue);
        String batch =
                Stream.generate(() -> question).limit(1_000).collect(Collectors.joining(","));
        String first = asked(admin, "/v1/authorize", question);
        assertEquals("sqs:SendMessage", explained(admin, first).path("Action").asText());
        String second = asked(admin, "/v1/authorize", question);
        String last = "";
        for (int i = 0; i < 10; i++) {
            String id = asked(admin, "/v1/authorize/batch", "{\"questions\":[" + batch + "]}");
            // None of the next shall meet a full queue.
            awaitAll(admin, id);
            last = id;
        }
        assertEquals("NoSuchDenialException", explain(admin, of(first)).code());
        assertEquals("NoSuchDenialException", explain(admin, of(second)).code());
        awaitAll(admin, last);
    }

    /** Each call waits for what is on its way; on a busy machine that may take several. */
    private void awaitAll(AwsCredentials who, String batch) {
        int kept = 0;
        for (int tries = 0; kept < 1_000 && tries < 30; tries++) {
            kept = json(explain(who, of(batch)).body()).path("Denials").size();
        }
        assertEquals(1_000, kept);
    }

    private String asked(AwsCredentials who, String path, String body) {
        Reply reply = SignedCalls.caughtUp(() -> calls.json(who, path, body));
        assertEquals(200, reply.status(), reply.body());
        assertFalse(reply.body().contains("\"allow\""), reply.body());
        return reply.header("x-amzn-requestid");
    }

    @Test
    void a045_aDenialsMessageIsDecodedByItsAccountAndInItsSpellingOnly() {
        String queue = "arn:aws:sqs:us-east-1:" + tenant.account() + ":jobs";
        Person alice = tenant.user("alice", Documents.deny("sqs:*", "*"));
        String question =
                "{\"principal\":\"%s\",\"action\":\"sqs:SendMessage\",\"resource\":\"%s\"}"
                        .formatted(alice.arn(), queue);
        Reply reply =
                SignedCalls.caughtUp(
                        () -> calls.json(tenant.admin().credentials(), "/v1/authorize", question));
        String message = json(reply.body()).path("encodedMessage").asText();

        JsonNode decoded =
                json(
                        tenant.admin()
                                .sts()
                                .decodeAuthorizationMessage(r -> r.encodedMessage(message))
                                .decodedMessage());
        assertFalse(decoded.path("allowed").asBoolean(true));
        assertTrue(decoded.path("explicitDeny").asBoolean());
        JsonNode context = decoded.path("context");
        assertEquals("sqs:SendMessage", context.path("action").asText());
        assertEquals(queue, context.path("resource").asText());
        assertEquals(alice.arn(), context.path("principal").path("arn").asText());
        assertEquals(
                "sqs:*", decoded.at("/matchedStatements/items/0/actions/items/0/value").asText());

        char flipped = message.charAt(30) == 'A' ? 'B' : 'A';
        for (String wrong :
                new String[] {
                    message.substring(0, 30) + flipped + message.substring(31),
                    message.substring(0, 30) + "\n" + message.substring(30),
                    message + "\n"
                }) {
            assertInvalid(tenant, wrong);
        }
        assertInvalid(house.newAccount(), message);
        var denied =
                refusal(
                        () ->
                                alice.client()
                                        .sts()
                                        .decodeAuthorizationMessage(
                                                r -> r.encodedMessage(message)));
        assertEquals("AccessDenied", denied.code());
    }

    private static void assertInvalid(Tenant tenant, String message) {
        var refused =
                refusal(
                        () ->
                                tenant.admin()
                                        .sts()
                                        .decodeAuthorizationMessage(
                                                r -> r.encodedMessage(message)));
        assertEquals("InvalidAuthorizationMessageException", refused.code());
        assertEquals("Message is not valid", refused.message());
        assertEquals(400, refused.status());
    }
}
