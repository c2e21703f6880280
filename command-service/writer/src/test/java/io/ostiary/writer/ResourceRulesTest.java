package io.ostiary.writer;

import static io.ostiary.writer.Rules.account;

import io.ostiary.contract.command.ResourceCommand.DeleteResourcePolicy;
import io.ostiary.contract.command.ResourceCommand.PutResourcePolicy;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicyRemoved;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicySet;
import io.ostiary.contract.event.ResourceEvent.ResourceTagsSet;
import io.ostiary.contract.shape.Tag;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.Documents;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What is kept of resources by ARN. */
class ResourceRulesTest {
    private static final String ARN = "arn:aws:sqs:us-east-1:" + AccountScenario.ACCOUNT + ":queue";
    private static final String BOB = "arn:aws:iam::222222222222:user/bob";
    private static final String POLICY = Documents.onResource(BOB, "sqs:SendMessage", ARN);

    @Test
    void aPolicyIsBoundToTheIdsThatCameWithIt() {
        account()
                .withPrincipals(Map.of(BOB, "AIDABOB"))
                .when(new PutResourcePolicy(ARN, POLICY, Map.of()))
                .thenAccepted(
                        new ResourcePolicySet(
                                ARN, new ResourcePolicy(POLICY, Map.of(BOB, "AIDABOB"), false)));
    }

    @Test
    void aPutTakesThePlaceOfAllThatWasKept() {
        account()
                .done(new PutResourcePolicy(ARN, POLICY, Map.of("b", "2", "a", "1")))
                .when(new PutResourcePolicy(ARN, null, Map.of("a", "1")))
                .thenAccepted(
                        new ResourcePolicyRemoved(ARN),
                        new ResourceTagsSet(ARN, List.of(new Tag("a", "1"))))
                .when(new PutResourcePolicy(ARN, null, Map.of("a", "1")))
                .thenUnchanged()
                .when(new DeleteResourcePolicy(ARN))
                .thenAccepted(new ResourceTagsSet(ARN, List.of()))
                .when(new DeleteResourcePolicy(ARN))
                .thenRejected("NoSuchResourceException");
    }

    @Test
    void whatIsNotTheAccountsIsRefused() {
        for (String arn :
                List.of(
                        "arn:aws:sqs:us-east-1:222222222222:queue",
                        "arn:aws:s3:::bucket",
                        "arn:aws:iam::" + AccountScenario.ACCOUNT + ":user/bob",
                        "arn:aws:ostiary::222222222222:account")) {
            account()
                    .when(new PutResourcePolicy(arn, null, Map.of("a", "1")))
                    .thenRejected("InvalidResourceException")
                    .when(new DeleteResourcePolicy(arn))
                    .thenRejected("InvalidResourceException");
        }
        account()
                .when(
                        new PutResourcePolicy(
                                "arn:aws:ostiary::" + AccountScenario.ACCOUNT + ":account",
                                null,
                                Map.of("a", "1")))
                .thenAccepted();
    }

    @Test
    void tagsHaveTheirRules() {
        for (Map<String, String> tags :
                List.of(
                        Map.of("aws:made", "up"),
                        Map.of("", "empty"),
                        Map.of("k".repeat(129), "v"),
                        Map.of("k", "v".repeat(257)))) {
            account()
                    .when(new PutResourcePolicy(ARN, null, tags))
                    .thenRejected("InvalidTagsException");
        }
    }

    @Test
    void aFullAccountKeepsNoMore() {
        AccountScenario full = account();
        for (int i = 0; i < 10_000; i++) {
            full.given(new ResourceTagsSet(ARN + i, List.of(new Tag("a", "1"))));
        }
        full.whenInFullAccount(new PutResourcePolicy(ARN, null, Map.of("a", "1")))
                .thenRejected("ResourceLimitException");
        full.whenInFullAccount(new PutResourcePolicy(ARN + 1, null, Map.of("a", "2")))
                .thenAccepted();
    }
}
