package io.ostiary.engine.decide;

import static io.ostiary.engine.TestHouse.FACTS;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.allow;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.decide.ResourceOwners.OwnedResource;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alice of one account, a service of it that asks about her, and resources with owners. */
abstract class DecisionPointFixture {

    static final String ALICE = "arn:aws:iam::111111111111:user/app/alice";
    static final String BOB = "arn:aws:iam::222222222222:user/bob";
    static final String OBJECT = "arn:aws:s3:::bucket/key";
    static final String QUEUE = "arn:aws:sqs:us-east-1:111111111111:jobs";
    static final String ASKED = "arn:aws:ostiary::111111111111:account";
    static final String NOBODY =
            "AccessDenied: There is no such principal, or the caller may not ask about it.";

    final TestHouse house = new TestHouse();
    final Map<String, OwnedResource> registered = new HashMap<>();
    final DecisionPoint point =
            house.decisionPoint(
                    (_, _, arn) -> {
                        OwnedResource known = registered.get(arn.toString());
                        return known != null || !AccountId.isValid(arn.account())
                                ? known
                                : new OwnedResource(new AccountId(arn.account()), null, null);
                    });
    final EntityId alice = user("alice", allow("s3:GetObject", OBJECT));
    final Caller service = house.userCaller(ONE, allow("ostiary:Authorize", ASKED));
    final Caller root = house.caller(house.key(ONE, house.root(ONE)));

    EntityId user(String name, String policy) {
        var id = new EntityId(EntityKind.USER, "AIDA" + name.toUpperCase() + "1");
        house.event(ONE, new UserCreated(id.uniqueId(), name, "/app/", house.now()));
        house.put(ONE, id, "granted", policy);
        return id;
    }

    void register(String arn, AccountId owner, String policy) {
        var document =
                assertInstanceOf(
                                ParsedPolicy.class, PolicyParser.parse(policy, PolicyKind.RESOURCE))
                        .document();
        registered.put(
                arn,
                new OwnedResource(
                        owner,
                        new LabelledPolicy(
                                "resource/policy",
                                CompiledPolicy.of(
                                        document,
                                        Map.of(ALICE, alice.uniqueId(), BOB, "AIDABOB1"))),
                        List.of()));
    }

    void register(String bucketPolicy) {
        register(OBJECT, ONE, bucketPolicy);
    }

    static String grant(String principal, String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Told\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"%s\",\"Resource\":\"%s\"}]}"
                .formatted(principal, action, resource);
    }

    static Question about(String principal, String action, String resource) {
        return new Question(new Subject.Principal(principal), action, resource, Map.of());
    }

    static Question stating(String action, String resource, String key, String... values) {
        return new Question(
                new Subject.Principal(ALICE), action, resource, Map.of(key, List.of(values)));
    }

    Answer ask(Caller asker, Question question) {
        var call = new DecisionCall(asker, FACTS, true, List.of(question));
        var given =
                assertInstanceOf(
                        Decisions.Given.class,
                        point.decide(house.fold.snapshot(), call, house.now()));
        return given.answers().getFirst();
    }

    /** {@code allow}, {@code deny} with the reasons' kinds, or a refusal's code and message. */
    String told(Caller asker, Question question) {
        return switch (ask(asker, question)) {
            case Answer.Decided decided ->
                    (decided.allowed() ? "allow" : "deny")
                            + decided.reasons().stream()
                                    .map(Decisions.Reason::kind)
                                    .distinct()
                                    .toList();
            case Answer.Unanswered(AwsError error) -> error.code() + ": " + error.message();
        };
    }
}
