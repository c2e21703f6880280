package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** ChangePassword, and the passwords that an account's policy forbids to use again. */
@ExtendWith(RunningHouse.Shared.class)
final class PasswordTest {
    private static final String FIRST = "Ch00se-A-Strong-One!";
    private static final String SECOND = "And-An0ther-One!";
    private static final String THIRD = "Then-A-Th1rd-One!";
    private static final String OWN = Documents.allow("iam:ChangePassword", "*");

    private static final Refusal WRONG =
            new Refusal(403, "AccessDenied", "The old password was incorrect.");
    private static final Refusal NOT_A_USER =
            new Refusal(400, "InvalidUserType", "Only IAM Users can change their own password");
    private static final Refusal USED_BEFORE =
            new Refusal(
                    400,
                    "PasswordPolicyViolation",
                    "Password does not conform to the account password policy.");

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    PasswordTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    /** A user whose password is the first. */
    private Person withPassword(Person person) {
        iam.createLoginProfile(
                r -> r.userName(person.name()).password(FIRST).passwordResetRequired(true));
        return person;
    }

    private static void change(Person person, String old, String password) {
        person.client().iam().changePassword(r -> r.oldPassword(old).newPassword(password));
    }

    private boolean mustReset(Person person) {
        return iam.getLoginProfile(r -> r.userName(person.name()))
                .loginProfile()
                .passwordResetRequired();
    }

    @Test
    void aUserChangesTheOwnPasswordAndNeedNotResetItAnyMore() {
        var alice = withPassword(tenant.user("alice", OWN));
        assertTrue(mustReset(alice));
        assertEquals(WRONG, refusal(() -> change(alice, SECOND, THIRD)));
        assertTrue(mustReset(alice));
        change(alice, FIRST, SECOND);
        assertFalse(mustReset(alice));
        assertEquals(WRONG, refusal(() -> change(alice, FIRST, THIRD)));
        change(alice, SECOND, FIRST);
    }

    @Test
    void whereThePolicyLetsUsersChangeTheirPasswordsTheyNeedNoOtherLeave() {
        var alice = withPassword(tenant.user("alice"));
        Refusal denied = refusal(() -> change(alice, FIRST, SECOND));
        assertEquals(
                new Refusal(
                        403,
                        "AccessDenied",
                        "User: "
                                + alice.arn()
                                + " is not authorized to perform: iam:ChangePassword on resource:"
                                + " user alice because no identity-based policy allows the"
                                + " iam:ChangePassword action"),
                denied);
        iam.updateAccountPasswordPolicy(r -> r.allowUsersToChangePassword(true));
        change(alice, FIRST, SECOND);
        assertTrue(
                alice.client()
                        .iam()
                        .getAccountPasswordPolicy()
                        .passwordPolicy()
                        .allowUsersToChangePassword());
        assertEquals("AccessDenied", refusal(() -> alice.client().iam().listUsers()).code());
        tenant.grant("alice", Documents.deny("iam:ChangePassword", "*"));
        assertEquals("AccessDenied", refusal(() -> change(alice, SECOND, THIRD)).code());
        tenant.grant("alice", Documents.allow("s3:*", "*"));
        change(alice, SECOND, THIRD);
        iam.deleteAccountPasswordPolicy();
        assertEquals("AccessDenied", refusal(() -> change(alice, THIRD, FIRST)).code());
    }

    @Test
    void onlyAUserWithAPasswordHasOneToChange() {
        var alice = tenant.user("alice", OWN);
        assertEquals(
                new Refusal(404, "NoSuchEntity", "Login Profile for User alice cannot be found."),
                refusal(() -> change(alice, FIRST, SECOND)));
        for (IamClient other : List.of(iam, house.root().iam())) {
            assertEquals(
                    NOT_A_USER,
                    refusal(
                            () ->
                                    other.changePassword(
                                            r -> r.oldPassword(FIRST).newPassword(SECOND))));
        }
    }

    @Test
    void theNewestPasswordsAreNotUsedAgainWhoeverSetsThem() {
        iam.updateAccountPasswordPolicy(
                r ->
                        r.allowUsersToChangePassword(true)
                                .minimumPasswordLength(10)
                                .passwordReusePrevention(2));
        var alice = withPassword(tenant.user("alice"));
        assertEquals(
                new Refusal(
                        400,
                        "PasswordPolicyViolation",
                        "Password should have a minimum length of 10"),
                refusal(() -> change(alice, FIRST, "short")));
        assertEquals(USED_BEFORE, refusal(() -> change(alice, FIRST, FIRST)));
        change(alice, FIRST, SECOND);
        assertEquals(USED_BEFORE, refusal(() -> change(alice, SECOND, FIRST)));
        assertEquals(
                USED_BEFORE,
                refusal(() -> iam.updateLoginProfile(r -> r.userName("alice").password(FIRST))));
        iam.updateLoginProfile(r -> r.userName("alice").password(THIRD));
        change(alice, THIRD, FIRST);
        iam.updateAccountPasswordPolicy(r -> r.allowUsersToChangePassword(true));
        change(alice, FIRST, FIRST);
    }

    @Test
    void aPasswordIsNotFoundOutByTrying_A108() {
        var alice = withPassword(tenant.user("alice", OWN));
        for (int i = 0; i < 5; i++) {
            String guess = "guess-" + i;
            assertEquals(WRONG, refusal(() -> change(alice, guess, SECOND)));
        }
        assertEquals(
                new Refusal(400, "Throttling", "Rate exceeded"),
                refusal(() -> change(alice, FIRST, SECOND)));
        // Who may, sets it without knowing it.
        iam.updateLoginProfile(r -> r.userName("alice").password(SECOND));
    }

    @Test
    void ofManyChangesAtOnceOneIsMade() throws Exception {
        var alice = withPassword(tenant.user("alice", OWN));
        var calls = new ArrayList<Callable<String>>();
        for (int i = 0; i < 4; i++) {
            String password = SECOND + i;
            calls.add(
                    () -> {
                        try {
                            change(alice, FIRST, password);
                            return "made";
                        } catch (IamException e) {
                            return e.awsErrorDetails().errorCode();
                        }
                    });
        }
        var answers = new ArrayList<String>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        assertEquals(1, answers.stream().filter("made"::equals).count(), answers.toString());
        answers.remove("made");
        assertTrue(
                Set.of("AccessDenied", "EntityTemporarilyUnmodifiable").containsAll(answers),
                answers.toString());
    }
}
