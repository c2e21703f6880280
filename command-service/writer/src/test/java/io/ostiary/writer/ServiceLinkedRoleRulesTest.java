package io.ostiary.writer;

import static io.ostiary.writer.Rules.ACCOUNT;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createRole;
import static io.ostiary.writer.Rules.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.InstanceProfileCommand.AddRoleToInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.CreateInstanceProfile;
import io.ostiary.contract.command.RoleCommand.AttachRolePolicy;
import io.ostiary.contract.command.RoleCommand.DeleteRole;
import io.ostiary.contract.command.RoleCommand.TagRole;
import io.ostiary.contract.command.RoleCommand.UpdateRoleDescription;
import io.ostiary.contract.command.ServiceLinkedRoleCommand.CreateServiceLinkedRole;
import io.ostiary.contract.command.ServiceLinkedRoleCommand.DeleteServiceLinkedRole;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.UnmodifiableEntity;
import io.ostiary.contract.result.ServiceLinkedRoleResult.CreateServiceLinkedRoleResult;
import io.ostiary.contract.result.ServiceLinkedRoleResult.DeleteServiceLinkedRoleResult;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.RoleDeletionTask;
import io.ostiary.state.entity.Table;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.AccountScenario.Decided;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

/** Service-linked roles: who makes them, and that nobody else changes them. */
class ServiceLinkedRoleRulesTest {
    private static final String ECS = "AWSServiceRoleForECS";

    private static CreateServiceLinkedRole create(String service) {
        return create(service, null);
    }

    private static CreateServiceLinkedRole create(String service, @Nullable String suffix) {
        return new CreateServiceLinkedRole(service, suffix, null);
    }

    private static String deleted(Decided decided) {
        return ((DeleteServiceLinkedRoleResult) Objects.requireNonNull(decided.accepted().result()))
                .deletionTaskId();
    }

    private static InvalidInput taken(String name) {
        return new InvalidInput(
                "Service role name "
                        + name
                        + " has been taken in this account, please try a different suffix.");
    }

    @Test
    void aServicesRoleHasItsNameItsPathItsTrustAndItsPolicy() {
        AccountScenario scenario = account();
        var answer =
                (CreateServiceLinkedRoleResult)
                        Objects.requireNonNull(
                                scenario.when(
                                                new CreateServiceLinkedRole(
                                                        "ecs.amazonaws.com", null, "for tasks"))
                                        .accepted()
                                        .result());
        Role made = role(scenario.state(), ECS);
        assertEquals("/aws-service-role/ecs.amazonaws.com/", made.path());
        assertEquals("for tasks", made.description());
        assertEquals(
                List.of("arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy"),
                made.attachments().policyArns());
        assertEquals(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":[\"sts:AssumeRole\"],"
                    + "\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"ecs.amazonaws.com\"]}}]}",
                made.trust().document());
        assertEquals(
                "arn:aws:iam::" + ACCOUNT + ":role/aws-service-role/ecs.amazonaws.com/" + ECS,
                answer.role().arn());
        assertNull(answer.role().description());
        assertNull(answer.role().maxSessionDuration());
    }

    @Test
    void aSecondOneIsTakenAndOneOfAnotherSuffixIsNot() {
        account()
                .done(create("ecs.amazonaws.com"))
                .when(create("ecs.amazonaws.com"))
                .thenRejected(taken(ECS))
                .done(
                        create("autoscaling.amazonaws.com"),
                        create("autoscaling.amazonaws.com", "One"),
                        create("autoscaling.amazonaws.com", "Two"))
                .when(create("autoscaling.amazonaws.com", "one"))
                .thenRejected(taken("AWSServiceRoleForAutoScaling_one"));
    }

    @Test
    void aSuffixIsForServicesThatTakeOneAndForNamesThatFit() {
        account()
                .when(create("ecs.amazonaws.com", "One"))
                .thenRejected(
                        new InvalidInput("Custom suffix is not allowed for ecs.amazonaws.com"))
                .when(create("autoscaling.amazonaws.com", "x".repeat(36)))
                .thenRejected("InvalidInput")
                .done(create("autoscaling.amazonaws.com", "x".repeat(35)));
    }

    @Test
    void anUnknownServiceHasNoTemplate() {
        account()
                .when(create("account.amazonaws.com"))
                .thenRejected(
                        CommonError.accessDenied(
                                "Cannot find Service Linked Role template for"
                                        + " account.amazonaws.com"));
    }

    @Test
    void onlyItsDescriptionAndItsTagsAreTheAccounts() {
        var refused =
                new UnmodifiableEntity(
                        "Cannot perform the operation on the protected role '"
                                + ECS
                                + "' - this role is only modifiable by AWS");
        account()
                .done(
                        create("ecs.amazonaws.com"),
                        new CreateInstanceProfile("host", null, List.of()))
                .when(new AttachRolePolicy(Rules.ADMINISTRATOR, ECS))
                .thenRejected(refused)
                .when(new DeleteRole(ECS))
                .thenRejected(refused)
                .when(new AddRoleToInstanceProfile("host", ECS))
                .thenRejected(refused)
                .done(
                        new UpdateRoleDescription("mine", ECS),
                        new TagRole(ECS, List.of(new Tag("k", "v"))));
    }

    @Test
    void itsDeletionIsATaskThatIsDoneWhenItIsAnswered() {
        AccountScenario scenario = account().done(create("ecs.amazonaws.com"));
        String task = deleted(scenario.when(new DeleteServiceLinkedRole("awsserviceroleforecs")));
        assertTrue(
                task.matches(
                        "task/aws-service-role/ecs\\.amazonaws\\.com/AWSServiceRoleForECS/"
                                + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
                task);
        assertNull(scenario.state().roleNamed(ECS));
        assertNotNull(scenario.state().find(Table.ROLE_DELETION_TASKS, task));
        scenario.when(new DeleteServiceLinkedRole(ECS))
                .thenRejected(new NoSuchEntity("The role with name " + ECS + " cannot be found."))
                // Honest twin: it may be made again.
                .done(create("ecs.amazonaws.com"));
    }

    @Test
    void aRoleOfTheAccountsOwnIsNotDeletedThisWay() {
        AccountScenario scenario =
                account()
                        .done(createRole("mine"))
                        .when(new DeleteServiceLinkedRole("mine"))
                        .thenRejected(new NoSuchEntity("The role with name mine cannot be found."));
        assertNotNull(scenario.state().roleNamed("mine"));
    }

    @Test
    void theLastHundredDeletionsAreRemembered() {
        AccountScenario scenario = account();
        String first = "";
        String second = "";
        for (int i = 0; i < 101; i++) {
            scenario.whenInFullAccount(create("ecs.amazonaws.com")).thenAccepted();
            String task = deleted(scenario.whenInFullAccount(new DeleteServiceLinkedRole(ECS)));
            first = i == 0 ? task : first;
            second = i == 1 ? task : second;
        }
        assertEquals(100, scenario.state().count(Table.ROLE_DELETION_TASKS));
        assertNull(scenario.state().find(Table.ROLE_DELETION_TASKS, first));
        RoleDeletionTask kept = scenario.state().find(Table.ROLE_DELETION_TASKS, second);
        assertNotNull(kept);
    }
}
