package io.ostiary.writer;

import static io.ostiary.writer.Rules.ADMINISTRATOR;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createUser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.command.GroupCommand.AddUserToGroup;
import io.ostiary.contract.command.GroupCommand.AttachGroupPolicy;
import io.ostiary.contract.command.GroupCommand.CreateGroup;
import io.ostiary.contract.command.GroupCommand.DeleteGroup;
import io.ostiary.contract.command.GroupCommand.RemoveUserFromGroup;
import io.ostiary.contract.command.GroupCommand.UpdateGroup;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.GroupEvent.GroupCreated;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.FixedEffects;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

/** Groups and who is in them. */
class GroupRulesTest {
    private static AccountScenario withAnaInDevs() {
        return account()
                .done(
                        createUser("ana"),
                        new CreateGroup("devs", null),
                        new AddUserToGroup("devs", "ana"));
    }

    @Test
    void addingTwiceAndRemovingTwiceIsOnce() {
        withAnaInDevs()
                .when(new AddUserToGroup("DEVS", "ANA"))
                .thenUnchanged()
                .done(new RemoveUserFromGroup("devs", "ana"))
                .when(new RemoveUserFromGroup("devs", "ana"))
                .thenUnchanged()
                .when(new RemoveUserFromGroup("none", "nobody"))
                .thenRejected(new NoSuchEntity("The user with name nobody cannot be found."))
                .when(new AddUserToGroup("none", "ana"))
                .thenRejected(new NoSuchEntity("The group with name none cannot be found."))
                .when(new AddUserToGroup("devs", "none"))
                .thenRejected(new NoSuchEntity("The user with name none cannot be found."));
    }

    @Test
    void aGroupGoesOnlyWhenItIsEmptyAndBare() {
        withAnaInDevs()
                .done(new AttachGroupPolicy("devs", ADMINISTRATOR))
                .when(new DeleteGroup("devs"))
                .thenRejected(
                        new DeleteConflict(
                                "Cannot delete entity, must remove users from group first."))
                .done(new RemoveUserFromGroup("devs", "ana"))
                .when(new DeleteGroup("devs"))
                .thenRejected(
                        new DeleteConflict(
                                "Cannot delete entity, must detach all policies first."));
    }

    @Test
    void aRenamedGroupKeepsItsMembers() {
        AccountScenario scenario = withAnaInDevs().done(new UpdateGroup("devs", "makers", "/x/"));
        var group = Objects.requireNonNull(scenario.state().groupNamed("makers"));
        assertEquals(List.of(group.id()), Rules.user(scenario.state(), "ana").groupIds());
        scenario.when(new UpdateGroup("makers", "Makers", null))
                .thenRejected(new EntityAlreadyExists("Group with name Makers already exists."))
                .when(new UpdateGroup("makers", "makers", "/y/"))
                .thenAccepted();
    }

    @Test
    void aUserIsInTenGroupsAtMost() {
        AccountScenario scenario = account().done(createUser("ana"));
        for (int i = 0; i <= 10; i++) {
            scenario.done(new CreateGroup("g" + i, null));
        }
        for (int i = 0; i < 10; i++) {
            scenario.done(new AddUserToGroup("g" + i, "ana"));
        }
        scenario.when(new AddUserToGroup("g10", "ana"))
                .thenRejected(new LimitExceeded("Cannot exceed quota for GroupsPerUser: 10"));
    }

    @Test
    void theQuotaOfGroups() {
        var events = new Event[300];
        for (int i = 0; i < events.length; i++) {
            events[i] = new GroupCreated("AGPA" + i, "g" + i, "/", FixedEffects.START);
        }
        account()
                .given(events)
                .whenInFullAccount(new CreateGroup("one-more", null))
                .thenRejected(new LimitExceeded("Cannot exceed quota for GroupsPerAccount: 300"));
    }
}
