package io.ostiary.writer;

import static io.ostiary.writer.Rules.ACCOUNT;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createRole;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.role;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.InstanceProfileCommand.AddRoleToInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.CreateInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.DeleteInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.RemoveRoleFromInstanceProfile;
import io.ostiary.contract.command.RoleCommand;
import io.ostiary.contract.command.RoleCommand.AttachRolePolicy;
import io.ostiary.contract.command.RoleCommand.CreateRole;
import io.ostiary.contract.command.RoleCommand.DeleteRole;
import io.ostiary.contract.command.RoleCommand.DeleteRolePermissionsBoundary;
import io.ostiary.contract.command.RoleCommand.DeleteRolePolicy;
import io.ostiary.contract.command.RoleCommand.DetachRolePolicy;
import io.ostiary.contract.command.RoleCommand.PutRolePermissionsBoundary;
import io.ostiary.contract.command.RoleCommand.PutRolePolicy;
import io.ostiary.contract.command.RoleCommand.TagRole;
import io.ostiary.contract.command.RoleCommand.UntagRole;
import io.ostiary.contract.command.RoleCommand.UpdateAssumeRolePolicy;
import io.ostiary.contract.command.RoleCommand.UpdateRole;
import io.ostiary.contract.command.RoleCommand.UpdateRoleDescription;
import io.ostiary.contract.command.UserCommand.DeleteUser;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.MalformedPolicyDocument;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.UnmodifiableEntity;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.shape.Tag;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.Documents;
import io.ostiary.testkit.FixedEffects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Roles, whom they trust, and the profiles that hold them. */
class RoleRulesTest {
    private static final String ROOT = Arn.root(ACCOUNT).toString();
    private static final String ANA = Arn.iam(ACCOUNT, "user/ana").toString();
    private static final String FOREIGN = "arn:aws:iam::999999999999:role/build";

    /** The ways by which a role comes to trust somebody; the role "old" is there. */
    static Stream<Function<String, Command>> waysToTrust() {
        return Stream.of(
                trust -> createRole("new", trust),
                trust -> new UpdateAssumeRolePolicy(trust, "old"));
    }

    private static AccountScenario withOldRole() {
        return account().done(createUser("ana"), createRole("old"));
    }

    @ParameterizedTest
    @MethodSource("waysToTrust")
    void A093_whoIsTrustedMustBeThere(Function<String, Command> way) {
        for (String nobody :
                List.of(
                        Arn.iam(ACCOUNT, "user/nobody").toString(),
                        Arn.iam(ACCOUNT, "role/nobody").toString(),
                        Arn.iam(ACCOUNT, "user/path/ana").toString(),
                        Arn.iam(ACCOUNT, "user/ANA").toString(),
                        Arn.iam(ACCOUNT, "role/ana").toString())) {
            withOldRole()
                    .when(way.apply(Documents.trusting(nobody)))
                    .thenRejected(
                            new MalformedPolicyDocument(
                                    "Invalid principal in policy: \"AWS\":\"" + nobody + "\""));
        }
    }

    @ParameterizedTest
    @MethodSource("waysToTrust")
    void A093_aTrustPolicyIsReadAndMeasured(Function<String, Command> way) {
        withOldRole()
                .when(way.apply(Documents.MALFORMED))
                .thenRejected("MalformedPolicyDocument")
                .when(way.apply(Documents.ALLOW_ALL))
                .thenRejected("MalformedPolicyDocument")
                .when(way.apply(Documents.trustingOfSize(ROOT, 2_049)))
                .thenRejected(new LimitExceeded("Cannot exceed quota for ACLSizePerRole: 2048"))
                .when(way.apply(Documents.trustingOfSize(ROOT, 2_048)))
                .thenAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "111122223333",
                "arn:aws:iam::999999999999:root",
                "arn:aws:sts::111122223333:assumed-role/any/session"
            })
    void A093_honestTwin_whoNeedsNoLookingUpIsTaken(String principal) {
        AccountScenario scenario =
                withOldRole().done(createRole("r", Documents.trusting(principal)));
        assertEquals(Map.of(), role(scenario.state(), "r").trust().principals());
    }

    @Test
    void whoIsTrustedIsBoundToAnIdAndANamesakeIsNot() {
        AccountScenario scenario = withOldRole().done(createRole("r", Documents.trusting(ANA)));
        String id = Rules.user(scenario.state(), "ana").id();
        assertEquals(Map.of(ANA, id), role(scenario.state(), "r").trust().principals());
        scenario.done(new DeleteUser("ana"), createUser("ana"));
        assertEquals(Map.of(ANA, id), role(scenario.state(), "r").trust().principals());
        // Written again, it means the new one.
        scenario.done(new UpdateAssumeRolePolicy(Documents.trusting(ANA), "r"));
        assertEquals(
                Map.of(ANA, Rules.user(scenario.state(), "ana").id()),
                role(scenario.state(), "r").trust().principals());
    }

    @Test
    void foreignPrincipalsAreTakenAsTheGatewayFoundThem() {
        AccountScenario scenario =
                account()
                        .done(createRole("unknown", Documents.trusting(FOREIGN)))
                        .withPrincipals(Map.of(FOREIGN, "AROAFOREIGN", ANA, "AIDAFORGED"))
                        .done(createRole("known", Documents.trusting(FOREIGN)))
                        // The gateway has no say about this account.
                        .when(createRole("own", Documents.trusting(ANA)))
                        .thenRejected("MalformedPolicyDocument");
        assertEquals(Map.of(), role(scenario.state(), "unknown").trust().principals());
        assertEquals(
                Map.of(FOREIGN, "AROAFOREIGN"),
                role(scenario.state(), "known").trust().principals());
    }

    @Test
    void howLongIsToldWithoutTheValue() {
        withOldRole()
                .when(new UpdateRole(null, 43_201, "old"))
                .thenRejected(
                        CommonError.validation(
                                "1 validation error detected: Value at 'maxSessionDuration' failed"
                                        + " to satisfy constraint: Member must have value less than"
                                        + " or equal to 43200"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3_599, 43_201, 0, -1})
    void A093_aSessionLastsFromOneToTwelveHours(int seconds) {
        withOldRole()
                .when(new UpdateRole(null, seconds, "old"))
                .thenRejected("ValidationError")
                .when(
                        new CreateRole(
                                Documents.trusting(ROOT),
                                null,
                                seconds,
                                null,
                                null,
                                "new",
                                List.of()))
                .thenRejected("ValidationError");
    }

    @Test
    void anUpdateKeepsWhatItLeavesOut() {
        AccountScenario scenario =
                withOldRole()
                        .done(new UpdateRoleDescription("why", "old"))
                        .done(new UpdateRole(null, 43_200, "old"));
        assertEquals("why", role(scenario.state(), "old").description());
        assertEquals(43_200, role(scenario.state(), "old").maxSessionDuration());
        scenario.done(new UpdateRole("else", null, "old"));
        assertEquals(43_200, role(scenario.state(), "old").maxSessionDuration());
    }

    @Test
    void A115_whatIsServiceLinkedIsAWSsToMake() {
        account()
                .when(createRole("AWSServiceRoleForSupport"))
                .thenRejected("ValidationError")
                .when(createRole("awsserviceroleforsupport"))
                .thenRejected("ValidationError")
                .when(
                        new CreateRole(
                                Documents.trusting(ROOT),
                                null,
                                null,
                                "/aws-service-role/ecs.amazonaws.com/",
                                null,
                                "mine",
                                List.of()))
                .thenRejected("ValidationError");
    }

    @Test
    void A115_aServiceLinkedRoleIsChangedByNobodyButForItsTagsAndItsDescription() {
        String name = "AWSServiceRoleForSupport";
        var linked =
                new RoleCreated(
                        "AROALINKED",
                        name,
                        "/aws-service-role/support.amazonaws.com/",
                        null,
                        3_600,
                        new TrustPolicy(Documents.trusting(ROOT), Map.of()),
                        FixedEffects.START);
        var refused =
                new UnmodifiableEntity(
                        "Cannot perform the operation on the protected role"
                                + " 'AWSServiceRoleForSupport' - this role is only modifiable by"
                                + " AWS");
        AccountScenario scenario = account().given(linked);
        for (RoleCommand command :
                List.of(
                        new DeleteRole(name),
                        new UpdateAssumeRolePolicy(Documents.trusting(ROOT), name),
                        new PutRolePolicy(Documents.ALLOW_ALL, "p", name),
                        new DeleteRolePolicy("p", name),
                        new AttachRolePolicy(Rules.ADMINISTRATOR, name),
                        new DetachRolePolicy(Rules.ADMINISTRATOR, name),
                        new PutRolePermissionsBoundary(Rules.ADMINISTRATOR, name),
                        new DeleteRolePermissionsBoundary(name),
                        new UpdateRole(null, 7_200, name))) {
            scenario.when(command).thenRejected(refused);
        }
        scenario.done(
                new TagRole(name, List.of(new Tag("team", "a"))),
                new UntagRole(name, List.of("team")),
                new UpdateRole("described", null, name),
                new UpdateRoleDescription("again", name));
    }

    @Test
    void A115_honestTwin_aRoleForAServiceMayLieUnderServiceRole() {
        account()
                .done(
                        new CreateRole(
                                Documents.trusting(ROOT),
                                null,
                                null,
                                "/service-role/",
                                null,
                                "ServiceRoleForMine",
                                List.of()));
    }

    @Test
    void aRoleGoesOnlyWhenNoProfileHoldsItAndAProfileHoldsOne() {
        var conflict =
                new DeleteConflict(
                        "Cannot delete entity, must remove roles from instance profile first.");
        account()
                .done(
                        createRole("a"),
                        createRole("b"),
                        new CreateInstanceProfile("host", null, List.of()),
                        new AddRoleToInstanceProfile("host", "a"))
                .when(new AddRoleToInstanceProfile("host", "b"))
                .thenRejected(
                        new LimitExceeded(
                                "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"))
                .when(new RemoveRoleFromInstanceProfile("host", "b"))
                .thenRejected(new NoSuchEntity("Role b in Instance Profile host cannot be found."))
                .when(new DeleteRole("a"))
                .thenRejected(conflict)
                .when(new DeleteInstanceProfile("host"))
                .thenRejected(conflict)
                .done(
                        new RemoveRoleFromInstanceProfile("HOST", "A"),
                        new DeleteRole("a"),
                        new DeleteInstanceProfile("host"))
                .when(new DeleteInstanceProfile("host"))
                .thenRejected(new NoSuchEntity("Instance Profile host cannot be found."));
    }
}
