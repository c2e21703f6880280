package io.ostiary.writer;

import static io.ostiary.writer.Rules.ADMINISTRATOR;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createRole;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.policyArn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.GroupCommand.AttachGroupPolicy;
import io.ostiary.contract.command.GroupCommand.CreateGroup;
import io.ostiary.contract.command.GroupCommand.DeleteGroupPolicy;
import io.ostiary.contract.command.GroupCommand.DetachGroupPolicy;
import io.ostiary.contract.command.GroupCommand.PutGroupPolicy;
import io.ostiary.contract.command.PolicyCommand.CreatePolicy;
import io.ostiary.contract.command.PolicyCommand.DeletePolicy;
import io.ostiary.contract.command.RoleCommand.AttachRolePolicy;
import io.ostiary.contract.command.RoleCommand.DeleteRolePolicy;
import io.ostiary.contract.command.RoleCommand.DetachRolePolicy;
import io.ostiary.contract.command.RoleCommand.PutRolePolicy;
import io.ostiary.contract.command.UserCommand.AttachUserPolicy;
import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.command.UserCommand.DeleteUserPermissionsBoundary;
import io.ostiary.contract.command.UserCommand.DeleteUserPolicy;
import io.ostiary.contract.command.UserCommand.DetachUserPolicy;
import io.ostiary.contract.command.UserCommand.PutUserPermissionsBoundary;
import io.ostiary.contract.command.UserCommand.PutUserPolicy;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.PolicyNotAttachable;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.Documents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What hangs on users, groups and roles alike: the same cases for each. */
class AttachmentRulesTest {
    private static final String SERVICE_ROLE_POLICY =
            "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy";

    /** A kind of entity, its commands and what differs. */
    enum Kind {
        USER("User", 2_048),
        GROUP("Group", 5_120),
        ROLE("Role", 10_240);

        private final String title;
        private final int inlineSize;

        Kind(String title, int inlineSize) {
            this.title = title;
            this.inlineSize = inlineSize;
        }

        Command create() {
            return switch (this) {
                case USER -> createUser("x");
                case GROUP -> new CreateGroup("x", null);
                case ROLE -> createRole("x");
            };
        }

        Command attach(String arn) {
            return switch (this) {
                case USER -> new AttachUserPolicy(arn, "x");
                case GROUP -> new AttachGroupPolicy("x", arn);
                case ROLE -> new AttachRolePolicy(arn, "x");
            };
        }

        Command detach(String arn) {
            return switch (this) {
                case USER -> new DetachUserPolicy(arn, "x");
                case GROUP -> new DetachGroupPolicy("x", arn);
                case ROLE -> new DetachRolePolicy(arn, "x");
            };
        }

        Command put(String name, String document) {
            return switch (this) {
                case USER -> new PutUserPolicy(document, name, "x");
                case GROUP -> new PutGroupPolicy("x", document, name);
                case ROLE -> new PutRolePolicy(document, name, "x");
            };
        }

        Command delete(String name) {
            return switch (this) {
                case USER -> new DeleteUserPolicy(name, "x");
                case GROUP -> new DeleteGroupPolicy("x", name);
                case ROLE -> new DeleteRolePolicy(name, "x");
            };
        }

        Attachable in(AccountState state) {
            return Objects.requireNonNull(
                    switch (this) {
                        case USER -> state.userNamed("x");
                        case GROUP -> state.groupNamed("x");
                        case ROLE -> state.roleNamed("x");
                    });
        }
    }

    private static CreatePolicy createPolicy(String name) {
        return new CreatePolicy(null, null, Documents.ALLOW_ALL, name, List.of());
    }

    @ParameterizedTest
    @EnumSource
    void attachingTwiceIsOnceAndDetachingTwiceFails(Kind kind) {
        account()
                .done(kind.create(), kind.attach(ADMINISTRATOR))
                .when(kind.attach(ADMINISTRATOR))
                .thenUnchanged()
                .done(kind.detach(ADMINISTRATOR))
                .when(kind.detach(ADMINISTRATOR))
                .thenRejected(new NoSuchEntity("Policy " + ADMINISTRATOR + " was not found."))
                .when(kind.detach(ADMINISTRATOR + " "))
                .thenRejected(new InvalidInput("ARN " + ADMINISTRATOR + "  is not valid."));
    }

    /** What an iam:PolicyARN of a deny names, no other spelling may detach. */
    @ParameterizedTest
    @EnumSource
    void A091_aPolicyOfAWSIsDetachedByItsVeryArn(Kind kind) {
        String folded = ADMINISTRATOR.replace("Administrator", "administrator");
        account()
                .done(kind.create(), kind.attach(ADMINISTRATOR))
                .when(kind.detach(folded))
                .thenRejected(new NoSuchEntity("Policy " + folded + " was not found."))
                .done(kind.detach(ADMINISTRATOR));
    }

    @ParameterizedTest
    @EnumSource
    void onlyAPolicyThatIsThereAndOursOrAWSsIsAttached(Kind kind) {
        String missing = policyArn("missing");
        String madeUp = "arn:aws:iam::aws:policy/NoSuchPolicyAtAll";
        account()
                .done(kind.create())
                .when(kind.attach(missing))
                .thenRejected(
                        new NoSuchEntity(
                                "Policy " + missing + " does not exist or is not attachable."))
                .when(kind.attach(madeUp))
                .thenRejected(
                        new NoSuchEntity(
                                "Policy " + madeUp + " does not exist or is not attachable."))
                .when(kind.attach("longpolicynamebutnoarn"))
                .thenRejected(CommonError.validation("ARN longpolicynamebutnoarn is not valid."))
                .when(kind.attach("arn:aws:iam::999999999999:policy/foreign"))
                .thenRejected(new InvalidInput("Policy is outside your own account."))
                .when(kind.attach("arn:aws:s3:::bucket/policy/thing"))
                .thenRejected(
                        CommonError.validation(
                                "ARN arn:aws:s3:::bucket/policy/thing is not valid."))
                .when(kind.attach(SERVICE_ROLE_POLICY))
                .thenRejected(
                        new PolicyNotAttachable(
                                "Cannot attach a Service Role Policy to a Customer "
                                        + kind.title
                                        + "."));
    }

    @ParameterizedTest
    @EnumSource
    void thePolicyIsKeptInItsOwnSpelling(Kind kind) {
        AccountScenario scenario =
                account()
                        .done(
                                kind.create(),
                                createPolicy("Limit"),
                                kind.attach(policyArn("limit")));
        assertEquals(
                List.of(policyArn("Limit")), kind.in(scenario.state()).attachments().policyArns());
        scenario.when(kind.attach(policyArn("LIMIT")))
                .thenUnchanged()
                .when(new DeletePolicy(policyArn("lImit")))
                .thenRejected(new DeleteConflict("Cannot delete a policy attached to entities."))
                .done(kind.detach(policyArn("LIMIT")), new DeletePolicy(policyArn("Limit")));
    }

    @ParameterizedTest
    @EnumSource
    void tenPoliciesAndNoMore(Kind kind) {
        AccountScenario scenario = account().done(kind.create());
        for (int i = 0; i < 10; i++) {
            scenario.done(createPolicy("p" + i), kind.attach(policyArn("p" + i)));
        }
        scenario.when(kind.attach(policyArn("p3")))
                .thenUnchanged()
                .when(kind.attach(ADMINISTRATOR))
                .thenRejected(
                        new LimitExceeded(
                                "Cannot exceed quota for PoliciesPer" + kind.title + ": 10"));
    }

    @ParameterizedTest
    @EnumSource
    void inlinePoliciesCountTogetherWithoutWhiteSpace(Kind kind) {
        int half = kind.inlineSize / 2;
        AccountScenario scenario =
                account()
                        .done(
                                kind.create(),
                                kind.put("a", Documents.ofSize(half)),
                                kind.put("b", Documents.ofSize(half)));
        scenario.when(kind.put("c", Documents.ALLOW_ALL))
                .thenRejected(
                        new LimitExceeded(
                                "Maximum policy size of %d bytes exceeded for %s x"
                                        .formatted(
                                                kind.inlineSize,
                                                kind.title.toLowerCase(Locale.ROOT))))
                .when(kind.put("b", Documents.ofSize(half + 1)))
                .thenRejected("LimitExceeded")
                // In place of the other it fits.
                .done(kind.put("B", Documents.ofSize(half - 10)), kind.delete("A"))
                .when(kind.delete("a"))
                .thenRejected(
                        new NoSuchEntity(
                                "The %s policy with name a cannot be found."
                                        .formatted(kind.title.toLowerCase(Locale.ROOT))));
        assertEquals(1, kind.in(scenario.state()).attachments().inlinePolicies().size());
    }

    @ParameterizedTest
    @EnumSource
    void anInlinePolicyIsReadBeforeItIsKept(Kind kind) {
        account()
                .done(kind.create())
                .when(kind.put("a", Documents.MALFORMED))
                .thenRejected("MalformedPolicyDocument")
                .when(kind.put("a", Documents.trusting("*")))
                .thenRejected("MalformedPolicyDocument");
    }

    @ParameterizedTest
    @EnumSource
    void a074_anInlinePolicyThatCannotFitIsNotRead(Kind kind) {
        String neverRead = "x".repeat(kind.inlineSize + 1);
        account()
                .done(kind.create())
                .when(kind.put("a", neverRead))
                .thenRejected("LimitExceeded")
                .when(kind.put("a", neverRead.substring(1)))
                .thenRejected("MalformedPolicyDocument");
    }

    @Test
    void aBoundaryIsAPolicyThatCanBeAttached() {
        String linked = "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy";
        account()
                .done(createUser("x"))
                .when(new PutUserPermissionsBoundary(linked, "x"))
                .thenRejected("PolicyNotAttachable")
                .when(new CreateUser(null, linked, List.of(), "y"))
                .thenRejected("NoSuchEntity");
    }

    @Test
    void aBoundaryIsAPolicyThatIsThere() {
        String missing = policyArn("missing");
        AccountScenario scenario =
                account()
                        .done(createUser("x"), createPolicy("limit"))
                        .when(new PutUserPermissionsBoundary(missing, "x"))
                        .thenRejected(
                                new NoSuchEntity(
                                        "Scope ARN: "
                                                + missing
                                                + " does not exist or is not attachable."))
                        .done(new PutUserPermissionsBoundary(policyArn("limit"), "x"))
                        .when(new PutUserPermissionsBoundary(policyArn("LIMIT"), "x"))
                        .thenUnchanged()
                        .when(new DeletePolicy(policyArn("limit")))
                        .thenRejected("DeleteConflict")
                        .done(new PutUserPermissionsBoundary(ADMINISTRATOR, "x"))
                        .done(new DeletePolicy(policyArn("limit")))
                        .done(new DeleteUserPermissionsBoundary("x"))
                        .when(new DeleteUserPermissionsBoundary("x"))
                        .thenUnchanged();
        assertTrue(!scenario.state().hasAny(Table.POLICY_USES, ""));
    }

    @Test
    void whatOnlyAWSAttachesIsNoBoundary() {
        account()
                .when(new CreateUser(null, SERVICE_ROLE_POLICY, List.of(), "x"))
                .thenRejected(
                        new NoSuchEntity(
                                "Scope ARN: "
                                        + SERVICE_ROLE_POLICY
                                        + " does not exist or is not attachable."))
                .done(createUser("x"))
                .when(new PutUserPermissionsBoundary(SERVICE_ROLE_POLICY, "x"))
                .thenRejected(
                        new PolicyNotAttachable(
                                "Cannot attach a Service Role Policy to a Customer User."));
    }
}
