package io.ostiary.writer;

import static io.ostiary.writer.Rules.ACCOUNT;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createRole;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.roleSession;
import static io.ostiary.writer.Rules.user;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.AccessKeyCommand.DeleteAccessKey;
import io.ostiary.contract.command.AccessKeyCommand.UpdateAccessKey;
import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.HistoryCommand.AccountReady;
import io.ostiary.contract.command.RoleCommand.DeleteRole;
import io.ostiary.contract.command.UserCommand.DeleteUser;
import io.ostiary.contract.command.UserCommand.UpdateUser;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.Actors;

import org.junit.jupiter.api.Test;

/** A command counts only while its caller stands. */
class StandingTest {
    private static final CommonError REFUSED = CommonError.invalidClientToken();

    /** A thief and the one he robbed have the same key: "ana" with one key. */
    private static AccountScenario anaWithKey() {
        return account().done(createUser("ana"), new CreateAccessKey("ana"));
    }

    private static String keyOf(AccountScenario scenario) {
        return user(scenario.state(), "ana").credentials().accessKeys().getFirst().id();
    }

    @Test
    void A032_aThiefsCommandQueuedBehindTheDeleteOfHisKeyDoesNothing() {
        AccountScenario scenario = anaWithKey();
        Actor thief = user("ana").apply(scenario.state());
        scenario.done(new DeleteAccessKey(keyOf(scenario), "ana"))
                .as(thief)
                .when(new CreateAccessKey(null))
                .thenRejected(REFUSED);
    }

    @Test
    void A032_norBehindItsDeactivationAndItWorksAgainOnceItIsActive() {
        AccountScenario scenario = anaWithKey();
        Actor holder = user("ana").apply(scenario.state());
        String key = keyOf(scenario);
        scenario.done(new UpdateAccessKey(key, "Inactive", "ana"))
                .as(holder)
                .when(new CreateAccessKey(null))
                .thenRejected(REFUSED)
                .asRoot()
                .done(new UpdateAccessKey(key, "Active", "ana"))
                .as(holder)
                .when(new CreateAccessKey(null))
                .thenAccepted();
    }

    @Test
    void A032_honestTwin_anotherKeyOfTheSameUserGoesOn() {
        AccountScenario scenario = anaWithKey();
        Actor first = user("ana").apply(scenario.state());
        scenario.as(first).done(new CreateAccessKey(null));
        String second = user(scenario.state(), "ana").credentials().accessKeys().getLast().id();
        Actor other = Actors.user(ACCOUNT, user(scenario.state(), "ana"), second);
        scenario.asRoot()
                .done(new DeleteAccessKey(keyOf(scenario), "ana"))
                .as(other)
                .when(new CreateAccessKey(null))
                .thenAccepted();
    }

    @Test
    void aUserThatWasDeletedAndMadeAnewIsAnother() {
        AccountScenario scenario = anaWithKey();
        Actor gone = user("ana").apply(scenario.state());
        scenario.done(
                        new DeleteAccessKey(keyOf(scenario), "ana"),
                        new DeleteUser("ana"),
                        createUser("ana"),
                        new CreateAccessKey("ana"))
                .as(gone)
                .when(createUser("eve"))
                .thenRejected(REFUSED)
                .as(user("ana"))
                .when(createUser("eve"))
                .thenAccepted();
    }

    @Test
    void aRenamedUserKeepsItsKeys() {
        AccountScenario scenario = anaWithKey();
        Actor before = user("ana").apply(scenario.state());
        scenario.done(new UpdateUser(null, "anna", "ana"))
                .as(before)
                .when(createUser("eve"))
                .thenAccepted();
    }

    @Test
    void sessionsEndWithTheirRoleAndUser() {
        AccountScenario scenario = anaWithKey().done(createRole("deploy"));
        Actor role = roleSession("deploy").apply(scenario.state());
        Actor session = Actors.userSession(ACCOUNT, user(scenario.state(), "ana"));
        scenario.as(role)
                .done(createUser("one"))
                .as(session)
                .done(createUser("two"))
                .asRoot()
                .done(
                        new DeleteRole("deploy"),
                        createRole("deploy"),
                        new DeleteAccessKey(keyOf(scenario), "ana"),
                        new DeleteUser("ana"))
                .as(role)
                .when(createUser("three"))
                .thenRejected(REFUSED)
                .as(session)
                .when(createUser("three"))
                .thenRejected(REFUSED);
    }

    @Test
    void rootNeedsItsKey() {
        account()
                .done(createUser("ana"))
                .done(new DeleteAccessKey(AccountScenario.ROOT_KEY, null))
                .when(createUser("eve"))
                .thenRejected(REFUSED);
    }

    @Test
    void aKeyOfAnotherUserProvesNothing() {
        AccountScenario scenario = anaWithKey().done(createUser("eve"), new CreateAccessKey("eve"));
        Actor mixed = Actors.user(ACCOUNT, user(scenario.state(), "eve"), keyOf(scenario));
        scenario.as(mixed).when(createUser("mallory")).thenRejected(REFUSED);
    }

    @Test
    void nobodyActsInAnotherAccountAndNothingInOneThatIsNotOpen() {
        var other = new AccountId("444455556666");
        account()
                .as(Actors.root(other, AccountScenario.ROOT_KEY))
                .when(createUser("eve"))
                .thenRejected(REFUSED);
    }

    @Test
    void whatHistoriesSayOnlyTheHouseMaySayAndNothingElse() {
        account()
                .when(new AccountReady("request", ACCOUNT, 1))
                .thenRejected(REFUSED)
                .as(Actor.system(ACCOUNT))
                .when(new AccountReady("request", ACCOUNT, 1))
                .thenUnchanged()
                .when(createUser("eve"))
                .thenRejected(REFUSED);
    }
}
