package io.ostiary.writer;

import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createRole;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.roleSession;
import static io.ostiary.writer.Rules.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.AccountCommand.DeleteAccountPasswordPolicy;
import io.ostiary.contract.command.AccountCommand.UpdateAccountPasswordPolicy;
import io.ostiary.contract.command.LoginProfileCommand.ChangePassword;
import io.ostiary.contract.command.LoginProfileCommand.CreateLoginProfile;
import io.ostiary.contract.command.LoginProfileCommand.DeleteLoginProfile;
import io.ostiary.contract.command.LoginProfileCommand.UpdateLoginProfile;
import io.ostiary.contract.error.IamError.EntityTemporarilyUnmodifiable;
import io.ostiary.contract.error.IamError.InvalidUserType;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.PasswordPolicyViolation;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.HashedPassword.Comparison;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.FormerPasswords.FormerPassword;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.FixedEffects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One's own password, and which of the former ones may be used again. */
class ChangePasswordRulesTest {
    private static final PasswordPolicyViolation USED_BEFORE =
            new PasswordPolicyViolation(
                    "Password does not conform to the account password policy.");
    private static final EntityTemporarilyUnmodifiable MEANWHILE =
            new EntityTemporarilyUnmodifiable(
                    "Login Profile for User ana cannot be modified while login profile is being"
                            + " updated.");
    private static final InvalidUserType NOT_A_USER =
            new InvalidUserType("Only IAM Users can change their own password");

    private final AccountScenario scenario =
            account()
                    .done(
                            createUser("ana"),
                            new CreateAccessKey("ana"),
                            createRole("deploy"),
                            new CreateLoginProfile(password("first", null), true, "ana"));

    private static HashedPassword password(String hash, @Nullable Comparison comparison) {
        return new HashedPassword(
                new SealedSecret(hash),
                12,
                new HashedPassword.Facts(true, true, true, true),
                comparison);
    }

    private LoginProfile profile() {
        return Objects.requireNonNull(user(scenario.state(), "ana").credentials().loginProfile());
    }

    private List<FormerPassword> former() {
        return scenario.state().formerPasswordsOf(user(scenario.state(), "ana").id());
    }

    private List<String> formerHashes() {
        String kept = "kept-" + user(scenario.state(), "ana").id() + "-";
        return former().stream().map(one -> one.hash().sealed().substring(kept.length())).toList();
    }

    /** As an engine finds that knows the account as it is now. */
    private HashedPassword compared(String hash, @Nullable Integer same) {
        return password(hash, new Comparison(profile().passwordSetAt(), 1 + former().size(), same));
    }

    private ChangePassword change(String hash, @Nullable Integer same) {
        return new ChangePassword(
                compared(hash, same), new ProvenPassword(profile().passwordSetAt()));
    }

    private static UpdateAccountPasswordPolicy preventing(@Nullable Integer passwords) {
        return new UpdateAccountPasswordPolicy(
                null, null, null, null, passwords, null, null, null, null);
    }

    @Test
    void oneChangesOnesOwnPasswordAndNeedNotAnyMore() {
        Instant created = profile().createdAt();
        assertTrue(profile().resetRequired());
        scenario.as(user("ana")).done(change("second", null));
        assertEquals(
                "kept-" + user(scenario.state(), "ana").id() + "-second",
                profile().passwordHash().sealed());
        assertFalse(profile().resetRequired());
        assertEquals(created, profile().createdAt());
        assertTrue(profile().passwordSetAt().isAfter(created));
    }

    @Test
    void nobodyButAUserHasAPasswordToChange() {
        scenario.when(change("second", null))
                .thenRejected(NOT_A_USER)
                .as(roleSession("deploy"))
                .when(change("second", null))
                .thenRejected(NOT_A_USER);
        ChangePassword tooLate = change("second", null);
        scenario.asRoot()
                .done(new DeleteLoginProfile("ana"))
                .as(user("ana"))
                .when(tooLate)
                .thenRejected(new NoSuchEntity("Login Profile for User ana cannot be found."));
    }

    @Test
    void aPasswordThatWasSetMeanwhileIsNotOverwritten() {
        ChangePassword tooLate = change("second", null);
        scenario.done(new UpdateLoginProfile(compared("by the administrator", null), null, "ana"))
                .as(user("ana"))
                .when(tooLate)
                .thenRejected(MEANWHILE)
                .done(change("second", null));
    }

    @Test
    void A093_theNewPasswordMustBeAsThePolicySays() {
        var weak =
                new HashedPassword(
                        new SealedSecret("weak"),
                        7,
                        new HashedPassword.Facts(true, true, true, true),
                        new Comparison(profile().passwordSetAt(), 1, null));
        scenario.as(user("ana"))
                .when(new ChangePassword(weak, new ProvenPassword(profile().passwordSetAt())))
                .thenRejected(
                        new PasswordPolicyViolation("Password should have a minimum length of 8"));
    }

    @Test
    void withoutAPolicyAPasswordMayBeUsedAgain() {
        scenario.as(user("ana")).done(change("first", 0));
        assertEquals(List.of(), former());
    }

    @Test
    void theNewestPasswordsMustNotBeUsedAgainTheCurrentOneFirst() {
        scenario.done(preventing(2)).as(user("ana"));
        scenario.when(change("first", 0)).thenRejected(USED_BEFORE).done(change("second", null));
        assertEquals(List.of("first"), formerHashes());
        scenario.when(change("first", 1)).thenRejected(USED_BEFORE).done(change("third", null));
        assertEquals(List.of("second"), formerHashes(), "the first may be used again");
        scenario.done(change("first", null))
                .asRoot()
                .when(new UpdateLoginProfile(compared("third", 1), null, "ana"))
                .thenRejected(USED_BEFORE)
                .when(new UpdateLoginProfile(null, true, "ana"))
                .thenAccepted();
    }

    @Test
    void onlyThoseAreKeptThatThePolicyForbids() {
        scenario.done(preventing(24));
        for (int i = 2; i <= 30; i++) {
            scenario.done(new UpdateLoginProfile(compared("no. " + i, null), null, "ana"));
        }
        assertEquals(23, former().size());
        assertEquals("no. 29", formerHashes().getFirst());
        scenario.done(preventing(3));
        assertEquals(List.of("no. 29", "no. 28"), formerHashes());
        scenario.done(preventing(24));
        assertEquals(2, former().size(), "what was dropped does not come back");
        scenario.done(new DeleteAccountPasswordPolicy());
        assertEquals(List.of(), former());
    }

    @Test
    void aNewLoginProfileBeginsAnew() {
        scenario.done(preventing(5), new UpdateLoginProfile(compared("second", null), null, "ana"));
        assertEquals(1, former().size());
        scenario.done(
                new DeleteLoginProfile("ana"),
                new CreateLoginProfile(password("first", null), null, "ana"));
        assertEquals(List.of(), former());
    }

    @Test
    void whatWasComparedWithOtherPasswordsMustBeComparedAgain() {
        HashedPassword old = compared("new", null);
        scenario.done(preventing(5))
                .when(new UpdateLoginProfile(password("new", null), null, "ana"))
                .thenRejected(MEANWHILE)
                .done(new UpdateLoginProfile(compared("second", null), null, "ana"))
                .when(new UpdateLoginProfile(old, null, "ana"))
                .thenRejected(MEANWHILE)
                .when(
                        new UpdateLoginProfile(
                                password("new", new Comparison(profile().passwordSetAt(), 1, null)),
                                null,
                                "ana"))
                .thenRejected(MEANWHILE);
    }

    @Test
    void aPasswordEndsWhenThePolicySaysCountedFromWhenItWasSet() {
        var policy = new PasswordPolicy(6, false, false, false, false, true, 90, 0, true);
        Instant end = profile().passwordSetAt().plus(Duration.ofDays(90));
        assertEquals(end, policy.expirationOf(profile()));
        assertFalse(policy.isExpired(profile(), end.minusNanos(1)));
        assertTrue(policy.isExpired(profile(), end));
        scenario.done(new UpdateLoginProfile(null, true, "ana"));
        assertEquals(end, policy.expirationOf(profile()), "it is the same password");
        scenario.as(user("ana")).done(change("second", null));
        assertFalse(policy.isExpired(profile(), end));
        var endless = new PasswordPolicy(6, false, false, false, false, true, 0, 0, false);
        assertNull(endless.expirationOf(profile()));
        assertFalse(endless.isExpired(profile(), FixedEffects.START.plus(Duration.ofDays(9_999))));
    }
}
