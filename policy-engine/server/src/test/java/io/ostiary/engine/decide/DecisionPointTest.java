package io.ostiary.engine.decide;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.FACTS;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.engine.decide.ResourceOwners.OwnedResource;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Who may ask about whom and what, and what he is answered. */
final class DecisionPointTest extends DecisionPointFixture {

    @Test
    void whoMayNotAskIsToldSoAndRootNeedsNoPolicyInItsOwnAccount() {
        register(grant("222222222222", "s3:PutObject", OBJECT));
        Caller stranger = house.userCaller(ONE, allow("s3:*", "*"));
        assertTrue(
                told(stranger, about(ALICE, "s3:GetObject", OBJECT))
                        .contains(
                                "is not authorized to perform: ostiary:Authorize on resource: "
                                        + ASKED));
        assertEquals("allow[ALLOWED]", told(root, about(ALICE, "s3:GetObject", OBJECT)));
        assertEquals(NOBODY, told(root, about(BOB, "s3:GetObject", OBJECT)));
    }

    @Test
    void aGrantMayBeForOneActionAndOneResource() {
        register(grant("222222222222", "s3:PutObject", OBJECT));
        Caller narrow =
                house.userCaller(
                        ONE,
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                        "Action":"ostiary:Authorize","Resource":"%s","Condition":{
                        "StringLike":{"ostiary:Action":"s3:*"},
                        "ArnLike":{"ostiary:ResourceArn":"arn:aws:s3:::bucket/*"}}}}\
                        """
                                .formatted(ASKED));
        assertEquals("allow[ALLOWED]", told(narrow, about(ALICE, "s3:GetObject", OBJECT)));
        assertTrue(
                told(narrow, about(ALICE, "sqs:SendMessage", OBJECT)).startsWith("AccessDenied"));
        assertTrue(
                told(narrow, about(ALICE, "s3:GetObject", "arn:aws:s3:::other/key"))
                        .startsWith("AccessDenied"));
    }

    @Test
    void anotherAccountIsAskedAboutWhenBothSidesAgree() {
        house.user(TWO, "bob", allow("s3:GetObject", OBJECT));
        String there = "arn:aws:ostiary::222222222222:account";
        Caller both = house.userCaller(ONE, allow("ostiary:Authorize", "*"));
        register(OBJECT, ONE, grant("*", "s3:GetObject", OBJECT));
        assertEquals(NOBODY, told(both, about(BOB, "s3:GetObject", OBJECT)));
        register(there, TWO, grant("111111111111", "ostiary:Authorize", there));
        assertEquals(NOBODY, told(service, about(BOB, "s3:GetObject", OBJECT)));
        assertEquals("allow[ALLOWED]", told(both, about(BOB, "s3:GetObject", OBJECT)));
        // It is the other account's policy that refuses: the asker is not told why.
        assertEquals(
                "deny[]", told(both, about(BOB, "sqs:SendMessage", QUEUE.replace("1111", "2222"))));
        assertEquals(
                NOBODY, told(both, about(BOB.replace("bob", "missing"), "s3:GetObject", OBJECT)));
        assertEquals(
                NOBODY,
                told(
                        both,
                        new Question(
                                new Subject.Principal(BOB),
                                "s3:GetObject",
                                OBJECT,
                                Map.of("aws:SourceArn", List.of("arn:aws:s3:::x")))));
    }

    @Test
    void twoSidesOfOneCoin() {
        house.event(TWO, new UserCreated("AIDABOB1", "bob", "/", house.now()));
        var bob = new EntityId(EntityKind.USER, "AIDABOB1");
        register(OBJECT, ONE, grant(BOB, "s3:GetObject", OBJECT));
        Caller asker = house.caller(house.key(TWO, house.root(TWO)));
        Question question = about(BOB, "s3:GetObject", OBJECT);
        assertEquals("deny[IMPLICIT_DENY]", told(asker, question));
        house.put(TWO, bob, "granted", allow("s3:GetObject", OBJECT));
        assertEquals("allow[ALLOWED]", told(asker, question));
        house.user(TWO, "eve", allow("s3:GetObject", OBJECT));
        assertEquals(
                "deny[]", told(asker, about(BOB.replace("bob", "eve"), "s3:GetObject", OBJECT)));
        register(OBJECT, ONE, grant(ALICE, "s3:PutObject", OBJECT));
        assertEquals("allow[ALLOWED]", told(root, about(ALICE, "s3:PutObject", OBJECT)));
    }

    @Test
    void aResourceThatNobodyOwnsIsDenied() {
        assertEquals(
                "deny[UNKNOWN_RESOURCE_OWNER]",
                told(service, about(ALICE, "s3:GetObject", OBJECT)));
    }

    @Test
    void anAccountThatCannotBeReadIsNotSpokenOf() {
        Caller asker = house.userCaller(ONE, ALLOW_ALL);
        house.refuse(TWO);
        assertTrue(
                told(asker, about(BOB, "s3:GetObject", OBJECT)).startsWith("ServiceUnavailable"));
        assertTrue(
                told(asker, about(ALICE, "sqs:SendMessage", QUEUE.replace("1111", "2222")))
                        .startsWith("ServiceUnavailable"));
    }

    @Test
    void whatThrowsInsideIsNoAnswerToOneQuestionAndNeverAnAllow() {
        DecisionPoint broken =
                house.decisionPoint(
                        (_, _, arn) -> {
                            if (arn.service().equals("sqs")) {
                                throw new IllegalStateException("a test");
                            }
                            return new OwnedResource(ONE, null, null);
                        });
        var call =
                new DecisionCall(
                        root,
                        FACTS,
                        false,
                        List.of(
                                about(ALICE, "s3:GetObject", QUEUE),
                                about(ALICE, "s3:GetObject", OBJECT)));
        var answers =
                assertInstanceOf(
                                Decisions.Given.class,
                                broken.decide(house.fold.snapshot(), call, house.now()))
                        .answers();
        assertEquals(
                "InternalFailure",
                assertInstanceOf(Answer.Unanswered.class, answers.getFirst()).error().code());
        assertTrue(assertInstanceOf(Answer.Decided.class, answers.getLast()).allowed());
    }

    @Test
    void anArnTellsItsOwnerAndARoleIsTakenByItsTrustPolicy() {
        var engine = house.engine;
        house.role(
                ONE, "Ops", trust("{\"AWS\":\"" + ALICE + "\"}"), Map.of(ALICE, alice.uniqueId()));
        house.put(ONE, alice, "granted", allow("sts:AssumeRole", "*"));
        var call =
                new DecisionCall(
                        service,
                        FACTS,
                        true,
                        List.of(
                                about(
                                        ALICE,
                                        "sts:AssumeRole",
                                        "arn:aws:iam::111111111111:role/Ops"),
                                about(ALICE, "sts:AssumeRole", "arn:aws:iam::111111111111:role/No"),
                                about(ALICE, "s3:GetObject", OBJECT)));
        var given =
                assertInstanceOf(
                        Decisions.Given.class, engine.decide(call).toCompletableFuture().join());
        assertEquals(
                List.of(true, false, false),
                given.answers().stream()
                        .map(answer -> ((Answer.Decided) answer).allowed())
                        .toList());
        house.endLease();
        assertEquals(
                "ServiceUnavailable",
                assertInstanceOf(
                                Decisions.Refused.class,
                                engine.decide(call).toCompletableFuture().join())
                        .error()
                        .code());
    }
}
