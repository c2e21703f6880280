package io.ostiary.writer;

import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createUser;

import io.ostiary.contract.command.AccountCommand.DeleteAccountPasswordPolicy;
import io.ostiary.contract.command.AccountCommand.UpdateAccountPasswordPolicy;
import io.ostiary.contract.command.LoginProfileCommand.CreateLoginProfile;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.PasswordPolicyViolation;
import io.ostiary.contract.event.AccountEvent.PasswordPolicyRemoved;
import io.ostiary.contract.event.AccountEvent.PasswordPolicySet;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.SealedSecret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account's own settings. */
class AccountRulesTest {

    private static final UpdateAccountPasswordPolicy STRICT =
            new UpdateAccountPasswordPolicy(true, true, 90, 14, 24, true, true, true, true);
    private static final UpdateAccountPasswordPolicy NOTHING =
            new UpdateAccountPasswordPolicy(null, null, null, null, null, null, null, null, null);

    @Test
    void whatAPasswordPolicyDoesNotSayTakesItsDefaultAlsoWhereItWasSetBefore() {
        account()
                .when(STRICT)
                .thenAccepted(new PasswordPolicySet(14, true, true, true, true, true, 90, 24, true))
                .when(NOTHING)
                .thenAccepted(
                        new PasswordPolicySet(6, false, false, false, false, false, 0, 0, false));
    }

    @Test
    void aPasswordPolicyIsRemovedOnce() {
        account()
                .when(new DeleteAccountPasswordPolicy())
                .thenRejected(
                        new NoSuchEntity(
                                "The account policy with name PasswordPolicy cannot be found."))
                .done(STRICT)
                .when(new DeleteAccountPasswordPolicy())
                .thenAccepted(new PasswordPolicyRemoved())
                .when(new DeleteAccountPasswordPolicy())
                .thenRejected("NoSuchEntity");
    }

    @ParameterizedTest
    @CsvSource({
        "13, Aa1!, Password should have a minimum length of 14",
        "14, Aa1, Password should have at least one symbol",
        "14, !1, 'Password should have at least one uppercase letter, Password should have at least"
                + " one lowercase letter'",
        "129, Aa1!, Password does not conform to the account password policy."
    })
    void passwordsMustBeAsTheAccountsPolicySays(int length, String classes, String message) {
        account()
                .done(createUser("ana"), STRICT)
                .when(new CreateLoginProfile(password(length, classes), null, "ana"))
                .thenRejected(new PasswordPolicyViolation(message))
                .done(new CreateLoginProfile(password(14, "Aa1!"), null, "ana"));
    }

    @Test
    void aPolicyMayAskForLessThanTheDefault() {
        account()
                .done(createUser("ana"))
                .when(new CreateLoginProfile(password(6, "a"), null, "ana"))
                .thenRejected("PasswordPolicyViolation")
                .done(NOTHING, new CreateLoginProfile(password(6, "a"), null, "ana"));
    }

    private static HashedPassword password(int length, String classes) {
        return new HashedPassword(
                new SealedSecret("hash"),
                length,
                new HashedPassword.Facts(
                        classes.contains("A"),
                        classes.contains("a"),
                        classes.contains("1"),
                        classes.contains("!")),
                null);
    }
}
