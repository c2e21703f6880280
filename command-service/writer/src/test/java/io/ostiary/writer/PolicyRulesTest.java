package io.ostiary.writer;

import static io.ostiary.writer.Rules.ADMINISTRATOR;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.policyArn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.PolicyCommand.CreatePolicy;
import io.ostiary.contract.command.PolicyCommand.CreatePolicyVersion;
import io.ostiary.contract.command.PolicyCommand.DeletePolicy;
import io.ostiary.contract.command.PolicyCommand.DeletePolicyVersion;
import io.ostiary.contract.command.PolicyCommand.SetDefaultPolicyVersion;
import io.ostiary.contract.command.PolicyCommand.TagPolicy;
import io.ostiary.contract.command.PolicyCommand.UntagPolicy;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.shape.Tag;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.Documents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Customer managed policies and their versions. */
class PolicyRulesTest {
    private static final String ARN = policyArn("limit");

    private static AccountScenario withPolicy() {
        return account().done(create("limit", Documents.ALLOW_ALL));
    }

    private static CreatePolicy create(String name, String document) {
        return new CreatePolicy(null, null, document, name, List.of());
    }

    private static CreatePolicyVersion version(boolean setAsDefault) {
        return new CreatePolicyVersion(ARN, Documents.ALLOW_ALL, setAsDefault);
    }

    /** The ways by which a text comes into a managed policy. */
    static Stream<Function<String, Command>> waysToWrite() {
        return Stream.of(
                text -> create("other", text), text -> new CreatePolicyVersion(ARN, text, false));
    }

    @ParameterizedTest
    @MethodSource("waysToWrite")
    void A093_aDocumentIsReadAndMeasuredOnEveryWay(Function<String, Command> way) {
        withPolicy()
                .when(way.apply(Documents.MALFORMED))
                .thenRejected("MalformedPolicyDocument")
                .when(way.apply(Documents.trusting("*")))
                .thenRejected("MalformedPolicyDocument")
                .when(way.apply(Documents.ofSize(6_145)))
                .thenRejected(new LimitExceeded("Cannot exceed quota for PolicySize: 6144"))
                .when(way.apply(Documents.ofSize(6_144)))
                .thenAccepted();
    }

    @Test
    void A095_policyNamesAreUniqueWhateverCaseAndPath() {
        withPolicy()
                .when(new CreatePolicy(null, "/x/", Documents.ALLOW_ALL, "LIMIT", List.of()))
                .thenRejected(
                        new EntityAlreadyExists(
                                "A policy called LIMIT already exists. Duplicate names are not"
                                        + " allowed."));
    }

    @Test
    void fiveVersionsAndNumbersAreNeverUsedTwice() {
        AccountScenario scenario =
                withPolicy()
                        .done(version(false), version(true), version(false), version(false))
                        .when(version(false))
                        .thenRejected(
                                new LimitExceeded(
                                        "A managed policy can have up to 5 versions. Before you"
                                                + " create a new version, you must delete an"
                                                + " existing version."))
                        .done(new DeletePolicyVersion(ARN, "v5"), version(false));
        var policy = Objects.requireNonNull(scenario.state().policyByArn(ARN));
        assertEquals(3, policy.defaultVersion());
        assertEquals(
                List.of("v1", "v2", "v3", "v4", "v6"),
                policy.versions().stream().map(v -> v.id()).toList());
    }

    @Test
    void theDefaultVersionStaysUntilAnotherIsDefault() {
        var inTheWay =
                new DeleteConflict(
                        "This policy has more than one version. Before you delete a policy, you"
                                + " must delete the policy's versions. The default version is"
                                + " deleted with the policy.");
        withPolicy()
                .done(version(false))
                .when(new DeletePolicyVersion(ARN, "v1"))
                .thenRejected(new DeleteConflict("Cannot delete the default version of a policy."))
                .when(new DeletePolicy(ARN))
                .thenRejected(inTheWay)
                .done(new SetDefaultPolicyVersion(ARN, "v2"))
                .when(new SetDefaultPolicyVersion(ARN, "v2"))
                .thenUnchanged()
                .done(new DeletePolicyVersion(ARN, "v1"))
                .when(new SetDefaultPolicyVersion(ARN, "v1"))
                .thenRejected(
                        new NoSuchEntity(
                                "Policy "
                                        + ARN
                                        + " version v1 does not exist or is not attachable."))
                .done(new DeletePolicy(ARN))
                .when(new DeletePolicy(ARN))
                .thenRejected(new NoSuchEntity("Policy " + ARN + " was not found."))
                // As AWS was recorded (localstack, test_iam_policies.snapshot).
                .when(new SetDefaultPolicyVersion(ARN, "v1"))
                .thenRejected(
                        new NoSuchEntity(
                                "Policy "
                                        + ARN
                                        + " version v1 does not exist or is not attachable."));
    }

    @Test
    void A115_whatAWSManagesNobodyChanges() {
        for (Command command :
                List.<Command>of(
                        new DeletePolicy(ADMINISTRATOR),
                        new CreatePolicyVersion(ADMINISTRATOR, Documents.ALLOW_ALL, true),
                        new DeletePolicyVersion(ADMINISTRATOR, "v1"),
                        new SetDefaultPolicyVersion(ADMINISTRATOR, "v1"),
                        new TagPolicy(ADMINISTRATOR, List.of(new Tag("a", "b"))),
                        new UntagPolicy(ADMINISTRATOR, List.of("a")))) {
            account().when(command).thenRejected("AccessDenied");
        }
    }

    @Test
    void A115_honestTwin_onesOwnPolicyOfTheSameNameIsOnesOwn() {
        String own = policyArn("AdministratorAccess");
        account()
                .done(
                        create("AdministratorAccess", Documents.ALLOW_ALL),
                        new TagPolicy(own, List.of(new Tag("a", "b"))),
                        new DeletePolicy(own));
    }
}
