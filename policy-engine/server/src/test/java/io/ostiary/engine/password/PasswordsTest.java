package io.ostiary.engine.password;

import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.event.AccountEvent.PasswordPolicySet;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Engine.NewPassword;
import io.ostiary.contract.secret.HashedPassword.Comparison;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.TestHouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** What the engine finds out about passwords, and whom it tells. */
final class PasswordsTest {

    private final TestHouse house = new TestHouse();
    private final EntityId ana = house.user(ONE, "ana");
    private final Caller caller = house.userCaller(ONE, ana);

    @AfterEach
    void close() {
        house.close();
    }

    private Instant set(String password) {
        house.pass(Duration.ofMinutes(1));
        house.password(ONE, ana, Argon2Hash.of(Secret.of(password)));
        return house.now();
    }

    private void prevent(int passwords) {
        house.event(
                ONE,
                new PasswordPolicySet(6, false, false, false, false, true, 0, passwords, false));
    }

    private Hashing hash(
            Caller who, @Nullable String userName, String password, @Nullable String old) {
        return house.engine
                .hashPassword(
                        new NewPassword(
                                who.actor(),
                                userName,
                                Secret.of(password),
                                old == null ? null : Secret.of(old)))
                .toCompletableFuture()
                .join();
    }

    private Hashing.Hashed changed(String old, String password) {
        return assertInstanceOf(Hashing.Hashed.class, hash(caller, null, password, old));
    }

    private @Nullable Comparison comparison(String password) {
        Caller root = house.caller(house.key(ONE, house.root(ONE)));
        return assertInstanceOf(Hashing.Hashed.class, hash(root, "ANA", password, null))
                .password()
                .comparison();
    }

    private static String refusal(Hashing hashing) {
        var error = assertInstanceOf(Hashing.Refused.class, hashing).error();
        return error.code() + ": " + error.message();
    }

    @Test
    void whoKnowsTheOldPasswordIsToldSinceWhenItIsTheirs() {
        Instant at = set("first");
        Hashing.Hashed hashed = changed("first", "second");
        assertEquals(new ProvenPassword(at), hashed.old());
        assertEquals(new Comparison(at, 1, null), hashed.password().comparison());
        Hashing.Hashed same = changed("first", "first");
        assertEquals(new Comparison(at, 1, 0), same.password().comparison());
    }

    @Test
    void aWrongPasswordIsNotAskedForOften_A108() {
        set("first");
        for (int i = 0; i < PasswordAttempts.AT_ONCE; i++) {
            assertEquals(
                    "AccessDenied: The old password was incorrect.",
                    refusal(hash(caller, null, "second", "wrong" + i)));
        }
        assertEquals(
                "Throttling: Rate exceeded",
                refusal(hash(caller, null, "second", "first")),
                "not even the right one: else it would be told");
    }

    @Test
    void onlyAUserWithAPasswordHasOne() {
        assertEquals(
                "NoSuchEntity: Login Profile for User ana cannot be found.",
                refusal(hash(caller, null, "second", "first")));
        Caller root = house.caller(house.key(ONE, house.root(ONE)));
        assertEquals(
                "InvalidUserType: Only IAM Users can change their own password",
                refusal(hash(root, null, "second", "first")));
    }

    @Test
    void aPasswordIsComparedWithThoseThatThePolicyForbids() {
        set("first");
        assertNull(comparison("first"), "nothing is forbidden");
        prevent(3);
        set("second");
        Instant at = set("third");
        assertEquals(new Comparison(at, 3, 2), comparison("first"));
        assertEquals(new Comparison(at, 3, 1), comparison("second"));
        assertEquals(new Comparison(at, 3, 0), comparison("third"));
        assertEquals(new Comparison(at, 3, null), comparison("fourth"));
        prevent(1);
        assertEquals(new Comparison(at, 1, null), comparison("first"));
        assertEquals(
                new Comparison(at, 1, null), changed("third", "second").password().comparison());
    }

    @Test
    void anotherAccountsUserOfTheNameIsAnother() {
        prevent(3);
        set("first");
        Caller stranger = house.userCaller(TWO, house.user(TWO, "ana"));
        assertNull(
                assertInstanceOf(Hashing.Hashed.class, hash(stranger, "ana", "first", null))
                        .password()
                        .comparison());
        assertEquals(
                "NoSuchEntity: Login Profile for User ana cannot be found.",
                refusal(hash(stranger, null, "second", "first")));
    }
}
