package io.ostiary.engine;

import static io.ostiary.engine.TestHouse.ALLOW_ALL;
import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AccountEvent.AccountClosed;
import io.ostiary.contract.event.AccountEvent.AccountKeyErased;
import io.ostiary.contract.event.AccountEvent.AccountReopened;
import io.ostiary.contract.event.AccountEvent.AccountShredded;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.engine.TestSigner.TestKey;
import io.ostiary.log.codec.AccountKey.ShreddedKey;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A closed account is nobody to the engine, until it is reopened. */
final class ClosedAccountTest {

    private static final String ARN = "arn:aws:iam::111111111111:role/Ops";
    private static final String ALICE = "arn:aws:iam::111111111111:user/alice";

    private final TestHouse house = new TestHouse();
    private final EntityId role = house.role(ONE, "Ops", trust("\"*\""), Map.of());
    private final EntityId alice = house.user(ONE, "alice", ALLOW_ALL);
    private final Caller stranger = house.userCaller(TWO, house.user(TWO, "bob", ALLOW_ALL));

    private void close() {
        house.event(ONE, new AccountClosed(house.now(), house.now().plus(Duration.ofDays(90))));
    }

    @Test
    void everyCredentialIsRefusedAndGoodAgainWhenItIsReopened() {
        house.put(ONE, role, "all", ALLOW_ALL);
        TestKey user = house.key(ONE, alice);
        TestKey root = house.key(ONE, house.root(ONE));
        TestKey session = house.session(house.caller(user), assume(ARN));
        TestKey fromAbroad = house.session(stranger, assume(ARN));
        List<TestKey> all = List.of(user, root, session, fromAbroad);
        Caller authenticatedBefore = house.caller(user);
        close();
        for (TestKey key : all) {
            assertInstanceOf(Authentication.Refused.class, house.authenticate(key, "iam"));
        }
        assertEquals(
                "InvalidClientTokenId",
                String.valueOf(house.denial(authenticatedBefore, "iam", "ListUsers", Map.of()))
                        .split(":", 2)[0]);
        house.event(ONE, new AccountReopened());
        for (TestKey key : all) {
            assertInstanceOf(Authentication.Verified.class, house.authenticate(key, "iam"));
        }
        assertNull(house.denial(house.caller(session), "iam", "ListUsers", Map.of()));
    }

    @Test
    void whatItsPrincipalsHaveTakenElsewhereIsNobodysEitherAlsoChained() {
        var caller = house.userCaller(ONE, alice);
        String theirs = "arn:aws:iam::222222222222:role/Theirs";
        String next = "arn:aws:iam::222222222222:role/Next";
        house.put(TWO, house.role(TWO, "Theirs", trust("\"*\""), Map.of()), "all", ALLOW_ALL);
        house.role(TWO, "Next", trust("\"*\""), Map.of());
        TestKey abroad = house.session(caller, assume(theirs));
        TestKey chained = house.session(house.caller(abroad), assume(next));
        TestKey strangers = house.session(stranger, assume(theirs));
        Caller authenticatedBefore = house.caller(abroad);
        close();
        for (TestKey key : List.of(abroad, chained)) {
            assertInstanceOf(Authentication.Refused.class, house.authenticate(key, "iam"));
        }
        assertInstanceOf(Authentication.Verified.class, house.authenticate(strangers, "iam"));
        assertEquals(
                "InvalidClientTokenId",
                String.valueOf(house.denial(authenticatedBefore, "iam", "ListUsers", Map.of()))
                        .split(":", 2)[0]);
        house.event(ONE, new AccountReopened());
        for (TestKey key : List.of(abroad, chained)) {
            assertInstanceOf(Authentication.Verified.class, house.authenticate(key, "iam"));
        }
    }

    @Test
    void itsRolesAreAsIfTheyWereNotThere() {
        house.session(stranger, assume(ARN));
        close();
        assertEquals(
                house.refusal(stranger, assume(ARN.replace("Ops", "None"))).replace("None", "Ops"),
                house.refusal(stranger, assume(ARN)));
    }

    @Test
    void itsPrincipalsAreNotFoundForOthersPolicies() {
        assertEquals(
                Map.of(ALICE, alice.uniqueId()),
                house.service().uniqueIds(Set.of(ALICE)).toCompletableFuture().join());
        close();
        assertEquals(
                Map.of(), house.service().uniqueIds(Set.of(ALICE)).toCompletableFuture().join());
    }

    @Test
    void itIsToldToTheSweepWhenItsTimeIsOverAndOnceMoreAnHourLater() {
        TestKey user = house.key(ONE, alice);
        Instant until = house.now().plus(Duration.ofDays(90));
        assertEquals(Set.of(), closed(until));
        close();
        assertEquals(Set.of(), closed(until.minusSeconds(1)));
        assertEquals(Set.of(ONE), closed(until));
        house.event(ONE, new AccountShredded(until));
        house.fold.accountKey(ONE, new ShreddedKey());
        assertEquals(Set.of(), closed(until.plusSeconds(3_599)));
        assertEquals(Set.of(ONE), closed(until.plusSeconds(3_600)));
        house.event(ONE, new AccountKeyErased());
        assertEquals(Set.of(), closed(until.plus(Duration.ofDays(1))));
        // Whatever an event said later: without the key nothing opens.
        house.event(ONE, new AccountReopened());
        assertTrue(house.authenticate(user, "iam") instanceof Authentication.Refused);
    }

    private Set<AccountId> closed(Instant until) {
        return house.service().closedAccounts(until).toCompletableFuture().join();
    }
}
