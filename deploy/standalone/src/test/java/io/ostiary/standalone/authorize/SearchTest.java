package io.ostiary.standalone.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Who can, what can and AuthZEN's searches, over the wire and from the command line. */
@ExtendWith(RunningHouse.Shared.class)
final class SearchTest {
    private static final String WHO = "/v1/who-can";
    private static final String WHAT = "/v1/what-can";
    private static final String READ = "s3:GetObject";

    private final RunningHouse house;
    private final Tenant tenant;
    private final SignedCalls calls;
    private final String bucket = "uploads-" + UUID.randomUUID();
    private final String file = "arn:aws:s3:::" + bucket + "/report.pdf";
    private final Asker operator;

    SearchTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        calls = new SignedCalls(house.url());
        operator = asker("operator", Documents.allow("ostiary:WhoCan", account()));
        tenant.admin().s3().createBucket(r -> r.bucket(bucket));
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

    private JsonNode found(String path, String body) {
        Reply reply = operator.post(path, body);
        assertEquals(200, reply.status(), reply.body());
        return Asker.json(reply);
    }

    private String who(String... more) {
        return "{\"action\":\"%s\",\"resource\":\"%s\"%s}"
                .formatted(READ, file, more.length == 0 ? "" : "," + String.join(",", more));
    }

    /** Such as {@code alice yes} or {@code dave if aws:SourceIp}, all pages. */
    private Set<String> told(String body) {
        Set<String> told = new TreeSet<>();
        String next = "";
        do {
            JsonNode page =
                    found(
                            WHO,
                            next.isEmpty()
                                    ? body
                                    : body.replaceFirst("}$", ",\"nextToken\":\"" + next + "\"}"));
            for (JsonNode each : page.get("results")) {
                String arn = each.get("principal").asText();
                var line =
                        new StringBuilder(arn.substring(arn.lastIndexOf(':') + 1))
                                .append(' ')
                                .append(each.get("decision").asText());
                each.path("conditions")
                        .forEach(one -> line.append(' ').append(one.get("key").asText()));
                // CreateAccount's own role may everything, in every account.
                if (!arn.endsWith("/OrganizationAccountAccessRole")) {
                    told.add(line.toString());
                }
            }
            next = page.path("nextToken").asText("");
        } while (!next.isEmpty());
        return told;
    }

    private static String onlyFrom(String cidr) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",\
        "Condition":{"IpAddress":{"aws:SourceIp":"%s"}}}}\
        """
                .formatted(cidr);
    }

    @Test
    void whoCanFollowsEveryChangeAtItsReturn() {
        assertEquals(Set.of("root yes"), told(who()));
        tenant.user("alice", Documents.allow(READ, file));
        tenant.user("dave", onlyFrom("10.0.0.0/8"));
        assertEquals(
                Set.of("root yes", "user/alice yes", "user/dave if aws:SourceIp"), told(who()));
        assertEquals(
                Set.of("root yes", "user/alice yes", "user/dave yes"),
                told(who("\"context\":{\"aws:SourceIp\":\"10.9.9.9\"}", "\"limit\":1")));
        assertEquals(
                Set.of("root yes", "user/alice yes"),
                told(who("\"context\":{\"aws:SourceIp\":\"192.0.2.9\"}")));
        tenant.admin()
                .s3()
                .putBucketPolicy(
                        r ->
                                r.bucket(bucket)
                                        .policy(
                                                """
                                                {"Version":"2012-10-17","Statement":{\
                                                "Effect":"Deny","Principal":{"AWS":"%s"},\
                                                "Action":"*","Resource":"%s"}}\
                                                """
                                                        .formatted(
                                                                tenant.arn("user/alice"), file)));
        assertEquals(Set.of("root yes", "user/dave if aws:SourceIp"), told(who()));
        tenant.admin().iam().deleteUserPolicy(r -> r.userName("dave").policyName("granted"));
        assertEquals(Set.of("root yes"), told(who()));
    }

    @Test
    void onlyWhoMayAskIsAnswered() {
        Asker other = asker("other", Documents.allow("ostiary:Authorize", account()));
        Reply denied = other.post(WHO, who());
        assertEquals(403, denied.status(), denied.body());
        assertTrue(denied.body().contains("ostiary:WhoCan"), denied.body());
        assertEquals(403, other.post(WHAT, "{\"principal\":\"AIDAX\"}").status());
        Asker narrow =
                asker(
                        "narrow",
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
                        "Action":"ostiary:WhoCan","Resource":"*",\
                        "Condition":{"StringEquals":{"ostiary:Action":"%s"}}}}\
                        """
                                .formatted(READ));
        assertEquals(200, narrow.post(WHO, who()).status());
        assertEquals(403, narrow.post(WHO, who().replace("Get", "Put")).status());
        assertEquals(403, narrow.post(WHAT, "{\"principal\":\"AIDAX\"}").status());
    }

    @Test
    void ofAnotherAccountNothingIsFound() {
        Tenant other = house.newAccount();
        Person mallory = other.user("mallory", Documents.allow("*", "*"));
        var stranger = new Asker(calls, mallory.client().credentials());
        Reply reply = stranger.post(WHO, who());
        assertEquals(200, reply.status(), reply.body());
        assertFalse(reply.body().contains(tenant.account()), reply.body());
        for (JsonNode each : Asker.json(reply).get("results")) {
            assertEquals("principal", each.get("side").asText());
        }
        String own = tenant.user("own", Documents.allow("*", "*")).arn();
        for (String about : List.of(own, own + "x")) {
            Reply nobody =
                    stranger.post(
                            WHAT, "{\"principal\":\"%s\",\"resource\":\"*\"}".formatted(about));
            assertEquals(403, nobody.status(), nobody.body());
            assertEquals(
                    "There is no such principal, or the caller may not ask about it.",
                    Asker.message(nobody));
        }
    }

    @Test
    void whatCanTellsTheActionsOnAResource() {
        Person alice = tenant.user("alice", Documents.allow("s3:GetObject*", file));
        List<String> actions = new ArrayList<>();
        JsonNode page =
                found(
                        WHAT,
                        "{\"principal\":\"%s\",\"resource\":\"%s\"}".formatted(alice.arn(), file));
        page.get("results").forEach(each -> actions.add(each.get("action").asText()));
        assertTrue(actions.contains(READ), actions::toString);
        assertTrue(actions.stream().allMatch(one -> one.startsWith("s3:GetObject")));
    }

    /** "Any returned results that are then fed into an evaluation must result in true." */
    @Test
    void whatAuthZenFindsAnEvaluationBearsOut() {
        tenant.grant("operator", Documents.allow("ostiary:*", account()));
        Person alice = tenant.user("alice", Documents.allow("s3:*", "*"));
        tenant.user("dave", onlyFrom("10.0.0.0/8"));
        String resource = "\"resource\":{\"type\":\"s3\",\"id\":\"%s\"}".formatted(file);
        String action = "\"action\":{\"name\":\"%s\"}".formatted(READ);
        String subject = "\"subject\":{\"type\":\"user\",\"id\":\"%s\"}".formatted(alice.arn());
        JsonNode subjects =
                found(
                        "/access/v1/search/subject",
                        "{\"subject\":{\"type\":\"user\"},%s,%s}".formatted(action, resource));
        assertEquals(1, subjects.get("page").get("count").asInt(), subjects::toString);
        assertEquals("", subjects.get("page").get("next_token").asText());
        assertEquals(alice.arn(), subjects.get("results").get(0).get("id").asText());
        JsonNode actions =
                found("/access/v1/search/action", "{%s,%s}".formatted(subject, resource));
        assertTrue(actions.get("results").size() > 10);
        for (JsonNode each : actions.get("results")) {
            bearsOut("{%s,\"action\":%s,%s}".formatted(subject, each, resource));
        }
        JsonNode resources =
                found(
                        "/access/v1/search/resource",
                        "{%s,\"action\":{\"name\":\"s3:ListBucket\"},\"resource\":{\"type\":\"s3\"}}"
                                .formatted(subject));
        assertEquals("arn:aws:s3:::" + bucket, resources.get("results").get(0).get("id").asText());
        for (JsonNode each : resources.get("results")) {
            bearsOut(
                    "{%s,\"action\":{\"name\":\"s3:ListBucket\"},\"resource\":%s}"
                            .formatted(subject, each));
        }
    }

    private void bearsOut(String evaluation) {
        Reply reply = operator.post("/access/v1/evaluation", evaluation);
        assertEquals(200, reply.status(), reply.body());
        assertTrue(Asker.json(reply).get("decision").asBoolean(), evaluation);
    }

    @Test
    void aBearerOpensNoSearch() {
        String bearer =
                tenant.admin()
                        .iam()
                        .createServiceSpecificCredential(
                                r -> r.userName("operator").serviceName("authorize.ostiary"))
                        .serviceSpecificCredential()
                        .serviceCredentialSecret();
        for (String path :
                List.of(
                        WHO,
                        WHAT,
                        "/access/v1/search/subject",
                        "/access/v1/search/action",
                        "/access/v1/search/resource")) {
            Reply reply = Asker.bearer(calls, bearer, path, who());
            assertEquals(403, reply.status(), path + reply.body());
        }
    }

    @Test
    void theCommandLineTellsItInATable() {
        var first = new Tenant(house.account(), house.root());
        String name = "reader-" + UUID.randomUUID();
        first.user(name, onlyFrom("10.0.0.0/8"));
        String data = house.data().toString();
        Command table = Command.run("who-can", READ, file, "--data", data);
        assertEquals(0, table.code(), table.err());
        String arn = "arn:aws:iam::" + house.account() + ":user/" + name;
        assertTrue(table.out().contains("user  " + arn), table.out());
        assertTrue(
                table.out()
                        .contains(
                                "      allowed by identity/granted statement 0: aws:SourceIp"
                                        + " IpAddress 10.0.0.0/8\n"),
                table.out());
        Command json =
                Command.run(
                        "who-can",
                        READ,
                        file,
                        "--json",
                        "--context",
                        "aws:SourceIp=10.1.1.1",
                        "--type",
                        "user",
                        "--data",
                        data);
        String line =
                json.out().lines().filter(each -> each.contains(name)).findFirst().orElseThrow();
        assertTrue(line.contains("\"decision\":\"yes\""), line);
        Command what =
                Command.run(
                        "what-can",
                        arn,
                        file,
                        "--context",
                        "aws:SourceIp=10.1.1.1",
                        "--data",
                        data);
        assertEquals(0, what.code(), what.err());
        assertTrue(what.out().lines().anyMatch(each -> each.startsWith(READ + " ")), what.out());
        assertEquals(
                "Nothing.\n",
                Command.run("what-can", arn, "--action", "iam:GetUser", "--data", data).out());
        Command refused = Command.run("who-can", "s3:*", file, "--data", data);
        assertEquals(1, refused.code());
        assertTrue(refused.err().startsWith("ostiary: ValidationError: "), refused.err());
        assertEquals(2, Command.run("who-can", "--data", data).code());
        assertEquals(
                2, Command.run("who-can", READ, file, "--context", "x", "--data", data).code());
    }
}
