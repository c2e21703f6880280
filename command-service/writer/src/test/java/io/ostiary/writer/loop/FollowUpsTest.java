package io.ostiary.writer.loop;

import static io.ostiary.writer.loop.Loops.rootOf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ostiary.contract.command.OrganizationCommand.CreateAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateOrganization;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.FollowUpEvent.FollowUpSent;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.RegistryEvent.AccountConfirmed;
import io.ostiary.contract.event.RegistryEvent.AccountReserved;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome.Accepted;
import io.ostiary.testkit.Replay;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.util.List;

/** Messages between histories arrive although iam.commands lost them, and do their work once. */
@Execution(ExecutionMode.CONCURRENT)
class FollowUpsTest {

    // A log of its own: the new account's partition is drawn, and in the shared log others have
    // poisoned some.
    private final RealLog log = new RealLog();
    private final Loops loops = new Loops(log);

    @AfterEach
    void end() throws InterruptedException {
        loops.close();
        log.close();
    }

    /**
     * Each question is lost once, as by a power cut: iam.commands is not flushed, the events are.
     */
    @Test
    void anAccountIsOpenedOnceAlthoughEachMessageIsLostOnce() throws Exception {
        AccountId requester = log.freshAccount();
        loops.open(requester);
        var first = loops.serve(requester);
        log.send(requester, "organization", rootOf(requester), new CreateOrganization(null));
        log.send(
                requester,
                "account",
                rootOf(requester),
                new CreateAccount("second", "second@example.com", null, null, List.of()));
        assertInstanceOf(Accepted.class, log.outcome(requester, "account"));
        first.stop();
        log.loseCommands(AccountId.REGISTRY);

        // Sent again by the takeover; the registry's question to the new account is lost next.
        var second = loops.serve(requester);
        var registry = loops.serve(AccountId.REGISTRY);
        AccountId created = only(requester, AccountCreationStarted.class).account();
        log.awaitEvents(AccountId.REGISTRY, events -> has(events, created));
        registry.stop();
        log.loseCommands(created);

        // The new account's answer is lost: the question comes again, and its answer with it.
        var asksAgain = loops.serve(AccountId.REGISTRY);
        asksAgain.stop();
        log.awaitCommands(created);
        var opening = loops.serve(created);
        log.awaitEvents(created, events -> !events.isEmpty());
        log.loseCommands(AccountId.REGISTRY);
        loops.serve(AccountId.REGISTRY);
        log.awaitEvents(
                requester,
                events ->
                        events.stream()
                                .anyMatch(
                                        each -> each.event() instanceof AccountCreationSucceeded));
        opening.stop();
        second.stop();
        loops.close();

        // Whoever takes the partitions now finds nothing left to do.
        loops.serve(requester);
        loops.serve(created);
        loops.serve(AccountId.REGISTRY);
        loops.close();
        only(created, AccountOpened.class);
        only(requester, AccountCreationSucceeded.class);
        assertEquals(created, only(AccountId.REGISTRY, AccountReserved.class).account());
        assertEquals(created, only(AccountId.REGISTRY, AccountConfirmed.class).account());
        for (AccountId each : List.of(requester, created, AccountId.REGISTRY)) {
            Replay.fold(each, log.events(each));
        }
    }

    private static boolean has(
            List<io.ostiary.contract.event.EventEnvelope> events, AccountId target) {
        return events.stream()
                .anyMatch(
                        each ->
                                each.event() instanceof FollowUpSent sent
                                        && sent.target().equals(target));
    }

    private <E extends Event> E only(AccountId account, Class<E> type) {
        List<E> found =
                log.events(account).stream()
                        .map(each -> each.event())
                        .filter(type::isInstance)
                        .map(type::cast)
                        .toList();
        assertEquals(1, found.size(), () -> type.getSimpleName() + " of " + account);
        return found.getFirst();
    }
}
