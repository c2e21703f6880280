package io.ostiary.writer;

import static io.ostiary.writer.Rules.ACCOUNT;
import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createRole;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.role;
import static io.ostiary.writer.Rules.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.AccessKeyCommand.DeleteAccessKey;
import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.LoginProfileCommand.CreateLoginProfile;
import io.ostiary.contract.command.LoginProfileCommand.DeleteLoginProfile;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.command.RoleCommand.DeleteRole;
import io.ostiary.contract.command.UserCommand.UpdateUser;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.event.CredentialEvent.CredentialUsed;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.entity.LastUse;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.FixedEffects;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** What is kept of the use of credentials. */
class CredentialUseRulesTest {
    /** Before the time of every command of a scenario, so that none lies in its future. */
    private static final Instant AT = FixedEffects.START.minus(Duration.ofDays(1));

    private static RecordUse use(String credential, Instant at) {
        return new RecordUse(credential, "iam", "eu-west-1", at);
    }

    private static RecordUse signIn(String ownerId) {
        return new RecordUse(ownerId, null, null, AT);
    }

    private static CredentialUsed used(String credential, Instant at) {
        return new CredentialUsed(credential, "iam", "eu-west-1", at);
    }

    private static AccountScenario house(AccountScenario scenario) {
        return scenario.as(Actor.system(ACCOUNT));
    }

    private static AccountScenario anaWithKey() {
        return account().done(createUser("ana"), new CreateAccessKey("ana"));
    }

    private static String keyOf(AccountScenario scenario) {
        return user(scenario.state(), "ana").credentials().accessKeys().getFirst().id();
    }

    private static CreateLoginProfile password() {
        return new CreateLoginProfile(
                new HashedPassword(
                        new SealedSecret("hash"),
                        12,
                        new HashedPassword.Facts(true, true, true, true),
                        null),
                null,
                "ana");
    }

    @Test
    void ofSeveralUsesInAQuarterOfAnHourTheFirstIsKept() {
        AccountScenario scenario = anaWithKey();
        String key = keyOf(scenario);
        Instant next = AT.plus(RecordUse.SPAN);
        house(scenario)
                .when(use(key, AT))
                .thenAccepted(used(key, AT))
                .when(use(key, AT))
                .thenUnchanged()
                .when(use(key, next.minusSeconds(1)))
                .thenUnchanged()
                .when(use(key, AT.minusSeconds(3600)))
                .thenUnchanged()
                .when(use(key, next))
                .thenAccepted(used(key, next));
        assertEquals(new LastUse(key, "iam", "eu-west-1", next), scenario.state().lastUse(key));
    }

    @Test
    void aGatewayWhoseClockIsAheadRecordsNothingInTheFuture() {
        AccountScenario scenario = anaWithKey();
        String key = keyOf(scenario);
        Instant ahead = FixedEffects.START.plus(Duration.ofDays(3_650));
        house(scenario).when(use(key, ahead)).thenAccepted();
        assertTrue(lastUse(scenario, key).isBefore(ahead));
    }

    @Test
    void rootsKeyARoleAndAPasswordAreUsedToo() {
        AccountScenario scenario =
                account().done(createUser("ana"), password(), createRole("deploy"));
        String role = role(scenario.state(), "deploy").id();
        String ana = user(scenario.state(), "ana").id();
        house(scenario)
                .when(use(AccountScenario.ROOT_KEY, AT))
                .thenAccepted(used(AccountScenario.ROOT_KEY, AT))
                .when(use(role, AT))
                .thenAccepted(used(role, AT))
                .when(signIn(ana))
                .thenAccepted(new CredentialUsed(ana, null, null, AT));
    }

    @Test
    void whatIsGoneOrWasNeverThereIsPassedOver() {
        AccountScenario scenario = anaWithKey().done(createRole("deploy"));
        String key = keyOf(scenario);
        String ana = user(scenario.state(), "ana").id();
        String role = role(scenario.state(), "deploy").id();
        scenario.done(new DeleteAccessKey(key, "ana"), new DeleteRole("deploy"));
        house(scenario)
                .when(use(key, AT))
                .thenUnchanged()
                .when(use(role, AT))
                .thenUnchanged()
                .when(use("AKIAQQQQQQQQQQQQQQQQ", AT))
                .thenUnchanged()
                .when(signIn(ana))
                .thenUnchanged()
                .when(signIn(ACCOUNT.value()))
                .thenUnchanged();
    }

    @Test
    void theUseGoesWithTheCredentialAndStaysThroughARename() {
        AccountScenario scenario = anaWithKey().done(password(), createRole("deploy"));
        String key = keyOf(scenario);
        String ana = user(scenario.state(), "ana").id();
        String role = role(scenario.state(), "deploy").id();
        house(scenario).done(use(key, AT), use(role, AT), signIn(ana));
        scenario.asRoot().done(new UpdateUser(null, "eve", "ana"));
        assertEquals(AT, lastUse(scenario, key));
        assertEquals(AT, lastUse(scenario, ana));
        scenario.done(
                new DeleteAccessKey(key, "eve"),
                new DeleteLoginProfile("eve"),
                new DeleteRole("deploy"));
        assertNull(scenario.state().lastUse(key));
        assertNull(scenario.state().lastUse(ana));
        assertNull(scenario.state().lastUse(role));
    }

    private static Instant lastUse(AccountScenario scenario, String credential) {
        LastUse use = scenario.state().lastUse(credential);
        return use == null ? Instant.MIN : use.at();
    }

    @Test
    void noCallerMayRecordAUse() {
        AccountScenario scenario = anaWithKey();
        String key = keyOf(scenario);
        scenario.when(use(key, AT))
                .thenRejected(CommonError.invalidClientToken())
                .as(user("ana"))
                .when(use(key, AT))
                .thenRejected(CommonError.invalidClientToken());
    }
}
