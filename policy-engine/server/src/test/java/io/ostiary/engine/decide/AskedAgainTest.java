package io.ostiary.engine.decide;

import static io.ostiary.engine.TestHouse.FACTS;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.allow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Attack A086: what was found for one question is used for the next, and what is asked again and
 * again is remembered. Questions that differ in one sign, or in where it stands, must not be taken
 * for each other, in whatever order and however often they come.
 */
final class AskedAgainTest extends DecisionPointFixture {

    private static final String CAROL = "arn:aws:iam::111111111111:user/app/carol";
    private static final String SEND = "sqs:SendMessage";
    private static final int ROUNDS = 700;

    private static final String POLICY =
            """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"%1$s",
             "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":"a,b"},
                          "Null":{"aws:TagKeys":"false"}}},
            {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"%1$s",
             "Condition":{"StringEquals":{"sqs:a":"b:c"}}},
            {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"%1$s-${aws:username}",
             "Condition":{"Null":{"sqs:a":"true"}}},
            {"Effect":"Allow","Action":"sqs:ReceiveMessage","Resource":"%1$s"},
            {"Effect":"Allow","Action":["sns:Publish","sqs:SendMessageBatch"],"Resource":"*"},
            {"Effect":"Deny","Action":"sqs:SendMessageBatch","Resource":"%1$s",
             "Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}\
            """
                    .formatted(QUEUE);

    private static List<Question> twins() {
        return List.of(
                stating(SEND, QUEUE, "aws:TagKeys", "a,b"),
                stating(SEND, QUEUE, "aws:TagKeys", "a", "b"),
                stating(SEND, QUEUE, "aws:TagKeys", "a"),
                stating(SEND, QUEUE, "aws:TagKeys"),
                stating(SEND, QUEUE, "aws:TagKeys", ""),
                stating(SEND, QUEUE, "sqs:a", "b:c"),
                stating(SEND, QUEUE, "sqs:a:b", "c"),
                stating(SEND, QUEUE, "sqs:a", "b", "c"),
                stating(SEND, QUEUE, "SQS:A", "b:c"),
                stating(SEND, QUEUE, "sqs:a", "B:C"),
                stating("sns:Publish", QUEUE, "sqs:a", "b:c"),
                stating("sns:Publish", QUEUE, "sns:a", "b:c"),
                about(ALICE, SEND, QUEUE),
                about(ALICE, SEND, QUEUE + "-alice"),
                about(ALICE, SEND, QUEUE + "-carol"),
                about(CAROL, SEND, QUEUE + "-alice"),
                about(CAROL, SEND, QUEUE + "-carol"),
                about(ALICE, "sqs:ReceiveMessage", QUEUE),
                about(ALICE, "SQS:receivemessage", QUEUE),
                about(ALICE, "sqs:ReceiveMessage", QUEUE + "x"),
                about(ALICE, "sqs:ReceiveMessage", QUEUE.replace("jobs", "Jobs")),
                about(CAROL, "sqs:ReceiveMessage", QUEUE),
                stating("sqs:SendMessageBatch", QUEUE, "aws:SecureTransport", "false"),
                stating("sqs:SendMessageBatch", QUEUE, "aws:SecureTransport", "true"),
                about(ALICE, "sqs:SendMessageBatch", QUEUE));
    }

    @Test
    void twinsAreToldApartInAnyOrderAndHoweverOftenTheyCome() {
        house.put(ONE, alice, "granted", POLICY);
        user("carol", POLICY.replace("sqs:ReceiveMessage", "sqs:DeleteMessage"));
        Caller asker = house.userCaller(ONE, allow("ostiary:Authorize", ASKED));
        List<Question> questions = twins();
        List<String> alone = new ArrayList<>();
        for (Question question : questions) {
            alone.add(said(asked(asker, List.of(question)).getFirst()));
        }
        assertEquals("allow", alone.getFirst());
        assertEquals("deny", alone.get(1));
        Set<String> kinds = new HashSet<>(alone);
        assertTrue(kinds.containsAll(Set.of("allow", "deny", "ValidationError")), kinds::toString);

        var random = new Random(20_261_128);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            order.add(i);
            order.add(i);
        }
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            List<Answer> answers = asked(asker, order.stream().map(questions::get).toList());
            for (int i = 0; i < order.size(); i++) {
                int at = i;
                assertEquals(
                        alone.get(order.get(i)),
                        said(answers.get(i)),
                        () -> questions.get(order.get(at)) + " in the order " + order);
            }
        }
    }

    /** Asking about some of them may be allowed, and about others not. */
    @Test
    void aRightThatDependsOnWhatIsAskedIsJudgedForEachQuestion() {
        house.put(ONE, alice, "granted", POLICY);
        Caller asker =
                house.userCaller(
                        ONE,
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                        "Action":"ostiary:Authorize","Resource":"%s",
                        "Condition":{"StringEquals":{"ostiary:Action":"sqs:ReceiveMessage"}}}}\
                        """
                                .formatted(ASKED));
        Question may = about(ALICE, "sqs:ReceiveMessage", QUEUE);
        Question mayNot = about(ALICE, SEND, QUEUE + "-alice");

        for (List<Question> batch : List.of(List.of(may, mayNot, may), List.of(mayNot, may))) {
            List<Answer> answers = asked(asker, batch);
            for (int i = 0; i < batch.size(); i++) {
                assertEquals(batch.get(i) == may ? "allow" : "AccessDenied", said(answers.get(i)));
            }
        }
    }

    private List<Answer> asked(Caller asker, List<Question> questions) {
        var call = new DecisionCall(asker, FACTS, false, questions);
        return assertInstanceOf(
                        Decisions.Given.class,
                        point.decide(house.fold.snapshot(), call, house.now()))
                .answers();
    }

    private static String said(Answer answer) {
        return switch (answer) {
            case Answer.Decided decided -> decided.allowed() ? "allow" : "deny";
            case Answer.Unanswered(var error) -> error.code();
        };
    }
}
