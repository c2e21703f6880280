package io.ostiary.engine.decide;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.FACTS;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicySet;
import io.ostiary.contract.event.ResourceEvent.ResourceTagsSet;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.TestHouse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Why a question across accounts is denied, told without a word of the other account. */
final class ForeignReasonsTest {

    private static final String ALICE = "arn:aws:iam::111111111111:user/alice";
    private static final String PROBE =
            """
            {"Version":"2012-10-17","Statement":{"Sid":"Probe","Effect":"%s","Action":"*",\
            "Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}}}\
            """;

    private final TestHouse house = new TestHouse();
    private final Caller operator = house.userCaller(ONE, ALLOW_ALL);

    @AfterEach
    void close() {
        house.close();
    }

    private List<String> told(String action, String resource, boolean explained) {
        var question = new Question(new Subject.Principal(ALICE), action, resource, Map.of());
        var given =
                assertInstanceOf(
                        Decisions.Given.class,
                        house.engine
                                .decide(
                                        new DecisionCall(
                                                operator, FACTS, explained, List.of(question)))
                                .toCompletableFuture()
                                .join());
        var answer = assertInstanceOf(Decisions.Answer.Decided.class, given.answers().getFirst());
        return answer.reasons().stream()
                .map(reason -> reason.kind() + " " + reason.layer() + " " + reason.statement())
                .toList();
    }

    private void tag() {
        var trusting = trust("{\"AWS\":\"222222222222\"}");
        var role = house.role(TWO, "tagged", trusting, Map.of());
        house.event(TWO, new Tagged(role, List.of(new Tag("team", "red"))));
        house.role(TWO, "plain", trusting, Map.of());
        house.event(TWO, new ResourceTagsSet(queue(TWO.value()), List.of(new Tag("team", "red"))));
        house.event(ONE, new ResourceTagsSet(queue(ONE.value()), List.of(new Tag("team", "red"))));
    }

    private static String queue(String account) {
        return "arn:aws:sqs:us-east-1:" + account + ":jobs";
    }

    @Test
    void A112_aTagOfAnotherAccountIsNotReadByADenyOfOnesOwn() {
        tag();
        var alice = house.user(ONE, "alice");
        for (String effect : List.of("Deny", "Allow")) {
            house.put(ONE, alice, "probe", PROBE.formatted(effect));
            for (boolean explained : List.of(true, false)) {
                for (String action : List.of("iam:GetRole", "sts:AssumeRole")) {
                    List<String> plain = told(action, role("plain"), explained);
                    assertEquals(plain, told(action, role("tagged"), explained), action);
                    assertEquals(plain, told(action, role("missing"), explained), action);
                }
                assertEquals(
                        told("sqs:SendMessage", queue(TWO.value()) + "2", explained),
                        told("sqs:SendMessage", queue(TWO.value()), explained));
            }
        }
        house.put(ONE, alice, "probe", PROBE.formatted("Deny"));
        assertEquals(
                List.of("EXPLICIT_DENY identity-based policy Probe"),
                told("sqs:SendMessage", queue(ONE.value()), true),
                "in one's own account it is told");
    }

    @Test
    void A112_norByAnAllowOfOnesOwn() {
        tag();
        var alice = house.user(ONE, "alice", ALLOW_ALL);
        house.put(ONE, alice, "probe", PROBE.formatted("Allow"));
        for (String queue : List.of(queue(TWO.value()), queue(TWO.value()) + "2")) {
            house.event(
                    TWO,
                    new ResourcePolicySet(
                            queue,
                            new ResourcePolicy(
                                    """
                                    {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
                                    "Principal":{"AWS":"111111111111"},"Action":"*","Resource":"*"}}\
                                    """,
                                    Map.of(),
                                    false)));
            assertEquals(
                    List.of("ALLOWED identity-based policy 0"),
                    told("sqs:SendMessage", queue, true));
        }
    }

    @Test
    void whatOnesOwnPoliciesDenyIsTold() {
        var alice = house.user(ONE, "alice");
        String queue = queue(TWO.value());
        assertEquals(
                List.of("IMPLICIT_DENY identity-based policy null"),
                told("sqs:SendMessage", queue, true));
        assertEquals(
                List.of("IMPLICIT_DENY identity-based policy null"),
                told("sqs:SendMessage", queue, false));
        house.put(ONE, alice, "all", ALLOW_ALL);
        assertEquals(List.of(), told("sqs:SendMessage", queue, true), "the other side denies");
        assertEquals(List.of(), told("sqs:SendMessage", queue, false));
        house.put(
                ONE, alice, "never", PROBE.formatted("Deny").replaceFirst(",\"Condition.*", "}}"));
        assertEquals(
                List.of("EXPLICIT_DENY identity-based policy Probe"),
                told("sqs:SendMessage", queue, true));
    }

    private static String role(String name) {
        return "arn:aws:iam::222222222222:role/" + name;
    }
}
