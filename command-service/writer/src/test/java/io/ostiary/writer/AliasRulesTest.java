package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.command.AccountCommand.CreateAccountAlias;
import io.ostiary.contract.command.AccountCommand.DeleteAccountAlias;
import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand.AliasGranted;
import io.ostiary.contract.command.HistoryCommand.AliasTaken;
import io.ostiary.contract.command.HistoryCommand.ReleaseAlias;
import io.ostiary.contract.command.HistoryCommand.ReserveAlias;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.CommandResult.Told;
import io.ostiary.state.entity.AccountAlias;
import io.ostiary.state.entity.AliasReservation;
import io.ostiary.state.entity.Table;
import io.ostiary.testkit.Actors;
import io.ostiary.testkit.FixedEffects;
import io.ostiary.testkit.InMemoryLog;
import io.ostiary.testkit.Replay;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Account aliases: one for each account, each one account's in the house. */
class AliasRulesTest {
    private static final AccountId ONE = new AccountId("111111111111");
    private static final AccountId TWO = new AccountId("222222222222");
    private static final Awaited AWAITED = new Awaited("gateway", "lost");

    private final InMemoryLog log = new InMemoryLog(Rules.DECIDERS);

    @BeforeEach
    void openTwoAccounts() {
        for (AccountId account : new AccountId[] {ONE, TWO}) {
            log.append(
                    account,
                    new AccountOpened("open", account, "name", "mail", null, FixedEffects.START),
                    new AccessKeyCreated(
                            new EntityId(EntityKind.ROOT, account.value()),
                            key(account),
                            new SealedSecret("secret"),
                            FixedEffects.START));
        }
    }

    @AfterEach
    void everyMessageIsAnsweredAndTheRegistryKnowsWhatTheAccountsHave() {
        log.restart();
        log.deliver();
        for (AccountId account : log.accounts()) {
            assertEquals(0, log.state(account).count(Table.PENDING_FOLLOW_UPS), account.value());
            Replay.checkEverySplit(log.state(account), log.events(account));
        }
        int held = 0;
        for (AccountId account : new AccountId[] {ONE, TWO}) {
            String alias = alias(account);
            if (alias != null) {
                held++;
                assertEquals(account, holder(alias));
            }
        }
        assertEquals(held, log.state(AccountId.REGISTRY).count(Table.ALIAS_RESERVATIONS));
    }

    private static String key(AccountId account) {
        return "AKIA" + account;
    }

    private CommandResult send(AccountId account, Command command) {
        return log.send(account, Actors.root(account, key(account)), command);
    }

    private void create(AccountId account, String alias) {
        var accepted =
                assertInstanceOf(
                        CommandResult.Accepted.class, send(account, new CreateAccountAlias(alias)));
        assertEquals(new Told.NobodyYet(), accepted.told());
    }

    private @Nullable String alias(AccountId account) {
        AccountAlias held = log.state(account).alias();
        return held == null ? null : held.alias();
    }

    private @Nullable AccountId holder(String alias) {
        AliasReservation held = log.state(AccountId.REGISTRY).find(Table.ALIAS_RESERVATIONS, alias);
        return held == null ? null : held.account();
    }

    private static void assertRejected(String code, String message, CommandResult result) {
        AwsError error = assertInstanceOf(CommandResult.Rejected.class, result).error();
        assertEquals(code + ": " + message, error.code() + ": " + error.message());
    }

    @Test
    void anAliasIsSetWhenTheRegistryHasGrantedItAndThenItsCallerIsTold() {
        create(ONE, "acme");
        assertNull(alias(ONE));
        log.deliver();
        assertEquals("acme", alias(ONE));
        assertEquals(ONE, holder("acme"));
        assertRejected(
                "EntityAlreadyExists",
                "The account alias acme already exists.",
                send(ONE, new CreateAccountAlias("acme")));
    }

    @Test
    void anAliasOfAnotherAccountIsRefusedAndFreeOnceItHasGivenItUp() {
        create(ONE, "acme");
        log.deliver();
        create(TWO, "acme");
        log.deliver();
        assertNull(alias(TWO));
        assertEquals(ONE, holder("acme"));

        assertInstanceOf(CommandResult.Accepted.class, send(ONE, new DeleteAccountAlias("acme")));
        log.deliver();
        assertNull(holder("acme"));
        create(TWO, "acme");
        log.deliver();
        assertEquals("acme", alias(TWO));
    }

    @Test
    void aNewAliasTakesThePlaceOfTheOldOneWhichIsFreeThen() {
        create(ONE, "acme");
        log.deliver();
        create(ONE, "acme-corp");
        log.deliver();
        assertEquals("acme-corp", alias(ONE));
        create(TWO, "acme");
        log.deliver();
        assertEquals("acme", alias(TWO));
    }

    @Test
    void ofTwoWishesOnTheirWayTheLaterCounts() {
        create(ONE, "first");
        create(ONE, "second");
        log.deliver();
        assertEquals("second", alias(ONE));
        assertNull(holder("first"));
    }

    @Test
    void onlyTheAliasThatTheAccountHasIsDeleted() {
        assertRejected(
                "NoSuchEntity",
                "The account alias acme cannot be found.",
                send(ONE, new DeleteAccountAlias("acme")));
        create(ONE, "acme");
        log.deliver();
        assertRejected(
                "NoSuchEntity",
                "The account alias other cannot be found.",
                send(ONE, new DeleteAccountAlias("other")));
        send(ONE, new DeleteAccountAlias("acme"));
        log.deliver();
        assertNull(alias(ONE));
    }

    /** Each message is lost once, and comes again at the next takeover. */
    @Test
    void messagesThatAreLostComeAgainAndDoTheirWorkOnce() {
        create(ONE, "acme");
        log.deliver(_ -> false);
        log.restart();
        log.deliver(message -> !(message instanceof AliasGranted));
        assertEquals(ONE, holder("acme"));
        log.restart();
        log.deliver();
        assertEquals("acme", alias(ONE));

        create(TWO, "acme");
        log.deliver(message -> !(message instanceof AliasTaken));
        send(ONE, new DeleteAccountAlias("acme"));
        log.deliver();
        // Refused once it stays refused, though the alias is free by now.
        log.restart();
        log.deliver();
        assertNull(alias(TWO));
        assertNull(holder("acme"));
    }

    @Test
    void wishesThatAreOvertakenChangeNothing() {
        create(ONE, "acme");
        log.deliver();
        Actor one = Actor.system(ONE);
        log.send(AccountId.REGISTRY, one, new ReserveAlias(AWAITED, ONE, "older", 1));
        log.send(AccountId.REGISTRY, one, new ReleaseAlias("older", ONE, 1));
        log.deliver();
        assertEquals(ONE, holder("acme"));
        assertNull(holder("older"));
        assertEquals("acme", alias(ONE));
    }
}
