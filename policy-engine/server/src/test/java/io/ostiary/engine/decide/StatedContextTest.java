package io.ostiary.engine.decide;

import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.allow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.decide.ResourceOwners.OwnedResource;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What of a question's context a service may state, and what is known without it. */
final class StatedContextTest extends DecisionPointFixture {

    /** And no key twice, in whatever case (attack A085). */
    @Test
    void onlyWhatIsStatedIsKnownOfTheConnection() {
        house.put(
                ONE,
                alice,
                "granted",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*",
                "Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}}\
                """);
        // The asker's own address would match.
        assertEquals("deny[IMPLICIT_DENY]", told(service, about(ALICE, "sqs:SendMessage", QUEUE)));
        assertEquals(
                "allow[ALLOWED]",
                told(service, stating("sqs:SendMessage", QUEUE, "AWS:sourceip", "192.0.2.9")));
        for (String key :
                List.of("aws:PrincipalArn", "aws:principaltag/x", "iam:PolicyARN", "s3:prefix")) {
            assertTrue(
                    told(service, stating("sqs:SendMessage", QUEUE, key, "x"))
                            .startsWith("ValidationError"),
                    key);
        }
        assertTrue(
                told(
                                service,
                                stating(
                                        "sqs:SendMessage",
                                        QUEUE,
                                        "aws:SourceIp",
                                        "192.0.2.9",
                                        "1.1.1.1"))
                        .startsWith("ValidationError"));
        assertTrue(
                told(
                                service,
                                new Question(
                                        new Subject.Principal(ALICE),
                                        "sqs:SendMessage",
                                        QUEUE,
                                        Map.of(
                                                "aws:SourceIp", List.of("192.0.2.9"),
                                                "aws:sourceip", List.of("1.1.1.1"))))
                        .startsWith("ValidationError"));
    }

    @Test
    void tagsAndSourcesAreAssertedWithARightOfTheirOwn() {
        house.put(
                ONE,
                alice,
                "granted",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*",
                "Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}},
                {"Effect":"Allow","Action":"sqs:*","Resource":"*",
                "Condition":{"StringEquals":{"aws:SourceAccount":"111111111111"}}}]}\
                """);
        Question tag = stating("sqs:SendMessage", QUEUE, "aws:ResourceTag/team", "red");
        Question source = stating("sqs:SendMessage", QUEUE, "aws:SourceAccount", "111111111111");
        assertTrue(told(service, tag).contains("ostiary:AssertResourceTags"));
        assertTrue(told(service, source).contains("ostiary:AssertSource"));
        Caller trusted = house.userCaller(ONE, allow("ostiary:A*", ASKED));
        assertEquals("allow[ALLOWED]", told(trusted, tag));
        assertEquals("allow[ALLOWED]", told(trusted, source));
        // Registered: its tags are known, and they say otherwise.
        registered.put(QUEUE, new OwnedResource(ONE, null, List.of(new Tag("Team", "blue"))));
        assertTrue(told(trusted, tag).startsWith("ValidationError"));
        assertEquals("deny[IMPLICIT_DENY]", told(trusted, about(ALICE, "sqs:SendMessage", QUEUE)));
        registered.put(QUEUE, new OwnedResource(ONE, null, List.of(new Tag("Team", "red"))));
        assertEquals("allow[ALLOWED]", told(trusted, about(ALICE, "sqs:SendMessage", QUEUE)));
    }

    @Test
    void thePrincipalsOwnKeysAreSeenAndNotTheAskers() {
        house.event(ONE, new Tagged(alice, List.of(new Tag("team", "red"))));
        house.put(
                ONE,
                alice,
                "granted",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*",
                "Resource":"arn:aws:sqs:*:*:${aws:PrincipalTag/team}-${aws:username}",
                "Condition":{"Null":{"aws:MultiFactorAuthPresent":"true","aws:TokenIssueTime":"true"},
                "ArnEquals":{"aws:PrincipalArn":"%s"}}}}\
                """
                        .formatted(ALICE));
        assertEquals(
                "allow[ALLOWED]",
                told(service, about(ALICE, "sqs:SendMessage", QUEUE.replace("jobs", "red-alice"))));
    }
}
