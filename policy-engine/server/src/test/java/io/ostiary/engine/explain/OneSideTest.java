package io.ostiary.engine.explain;

import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.statement;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicySet;
import io.ostiary.contract.event.ResourceEvent.ResourceTagsSet;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.EngineQuery.ExplainDenial;
import io.ostiary.contract.port.StsRequest.DecodeAuthorizationMessage;
import io.ostiary.contract.result.StsResult.DecodeAuthorizationMessageResult;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.EngineService;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.denial.DenialFiles;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Whatever another account does, no byte of what this one is told of its denials changes. */
final class OneSideTest {

    private static final AccountId ONE = TestHouse.ONE;
    private static final AccountId TWO = TestHouse.TWO;
    private static final String QUEUE = "arn:aws:sqs:us-east-1:" + TWO + ":jobs";
    private static final String ROLE = "arn:aws:iam::" + TWO + ":role/theirs";
    private static final int CHANGES = 40;

    @TempDir private Path folder;

    private final TestHouse house = new TestHouse();
    private EngineService engine = house.engine;
    private int requests;

    @BeforeEach
    void keepDenials() {
        engine = house.service(DenialFiles.open(folder, 1L << 30));
    }

    @AfterEach
    void close() {
        engine.close();
        house.close();
    }

    @Test
    void noChangeOfTheOtherAccountChangesAByte() {
        EntityId alice = house.user(ONE, "alice", allow("sts:AssumeRole", "*"));
        house.put(ONE, alice, "tagged", TAGGED);
        EntityId denied = house.user(ONE, "denied", statement("Deny", "*", "*"));
        Caller service = house.userCaller(ONE, allow("*", "*"));
        Caller assuming = house.userCaller(ONE, alice);
        EntityId role = house.role(TWO, "theirs", trust("{\"AWS\":\"" + TWO + "\"}"), Map.of());
        List<String> ids = new ArrayList<>();
        List<String> first = told(service, assuming, List.of(alice, denied), ids);
        List<String> explained = explained(service, ids);
        var random = new Random(Long.getLong("ostiary.seed", 20_261_128));

        for (int i = 0; i < CHANGES; i++) {
            change(random, role);

            assertEquals(first, told(service, assuming, List.of(alice, denied), new ArrayList<>()));
            // Of the old denials neither what was nor what is now.
            assertEquals(explained, explained(service, ids));
        }
        assertTrue(first.getFirst().contains("allowedByThisSide"), first::getFirst);
        for (String one : first) {
            assertFalse(one.contains("canary"), one);
        }
    }

    private static final String TAGGED =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*",
            "Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a",
            "aws:ResourceOrgID":"o-1"}}}}\
            """;

    /** What is told of the same questions, and in which words the messages decode. */
    private List<String> told(
            Caller service, Caller assuming, List<EntityId> subjects, List<String> ids) {
        var told = new ArrayList<String>();
        ids.add(nextId());
        assertInstanceOf(
                Answer.Refused.class,
                engine.securityToken(assuming, TestHouse.assume(ROLE), facts(ids.getLast()))
                        .toCompletableFuture()
                        .join());
        for (EntityId subject : subjects) {
            ids.add(nextId());
            told.add(decision(service, subject, ids.getLast()));
        }
        told.addAll(
                0, explained(service, ids.subList(ids.size() - 1 - subjects.size(), ids.size())));
        return told;
    }

    private String nextId() {
        return "request-" + ++requests;
    }

    private String decision(Caller service, EntityId subject, String id) {
        var question =
                new Question(
                        new Subject.Principal(subject.uniqueId()),
                        "sqs:SendMessage",
                        QUEUE,
                        Map.of());
        var given =
                assertInstanceOf(
                        Decisions.Given.class,
                        engine.decide(new DecisionCall(service, facts(id), true, List.of(question)))
                                .toCompletableFuture()
                                .join());
        var decided = assertInstanceOf(Decisions.Answer.Decided.class, given.answers().getFirst());
        assertFalse(decided.allowed());
        String message = decided.encodedMessage();
        if (message == null) {
            return decided.reasons().toString();
        }
        var decoded =
                assertInstanceOf(
                        Answer.Given.class,
                        engine.securityToken(
                                        service,
                                        new DecodeAuthorizationMessage(message),
                                        facts("decode"))
                                .toCompletableFuture()
                                .join());
        return decided.reasons()
                + ((DecodeAuthorizationMessageResult) decoded.result()).decodedMessage();
    }

    private List<String> explained(Caller asker, List<String> ids) {
        var told = new ArrayList<String>();
        for (String id : ids) {
            Answer answer =
                    engine.answer(asker, new ExplainDenial(null, id)).toCompletableFuture().join();
            told.add(assertInstanceOf(Answer.Given.class, answer).result().toString());
        }
        return told;
    }

    private static RequestFacts facts(String id) {
        return new RequestFacts(id, "192.0.2.7", false, null, null, "us-east-1");
    }

    /** Something in the other account, which never lets ours in. */
    private void change(Random random, EntityId role) {
        String canary = "canary" + random.nextInt(1_000);
        switch (random.nextInt(5)) {
            case 0 -> house.user(TWO, canary + requests, allow("*", "*"));
            case 1 -> house.put(TWO, role, canary, statement("Deny", "sqs:*", "*"));
            case 2 ->
                    house.event(
                            TWO,
                            new Tagged(
                                    role,
                                    List.of(new Tag("team", random.nextBoolean() ? "a" : canary))));
            case 3 ->
                    house.event(
                            TWO,
                            new ResourcePolicySet(
                                    QUEUE,
                                    new ResourcePolicy(policy(random, canary), Map.of(), false)));
            default ->
                    house.event(
                            TWO,
                            new ResourceTagsSet(
                                    QUEUE,
                                    List.of(new Tag("team", random.nextBoolean() ? "a" : canary))));
        }
    }

    private static String policy(Random random, String sid) {
        return """
        {"Version":"2012-10-17","Statement":{"Sid":"%s","Effect":"%s","Principal":"*",
        "Action":"%s","Resource":"%s"}}\
        """
                .formatted(
                        sid,
                        random.nextBoolean() ? "Deny" : "Allow",
                        random.nextBoolean() ? "sqs:ReceiveMessage" : "sqs:DeleteMessage",
                        QUEUE);
    }
}
