package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.HistoryCommand.ChangeMember;
import io.ostiary.contract.command.HistoryCommand.MemberChanged;
import io.ostiary.contract.command.HistoryCommand.MemberNotReopened;
import io.ostiary.contract.command.HistoryCommand.ShreddingNoted;
import io.ostiary.contract.command.MemberChange.Close;
import io.ostiary.contract.command.OrganizationCommand.CloseAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateAccount;
import io.ostiary.contract.command.OrganizationCommand.CreateOrganization;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Revealed;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.CommandResult.Accepted;
import io.ostiary.state.decide.CommandResult.Told;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.MemberAccount.Status;
import io.ostiary.state.entity.Table;
import io.ostiary.testkit.InMemoryLog;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** How a management account closes its members, and opens them again. */
final class MemberRulesTest extends MemberFixture {

    /** Readers must know that it is closed, or open, before the refusal says so. */
    private void assertTellsOfTheMember(String code, CommandResult result) {
        assertRejected(code, result);
        AwsError error = assertInstanceOf(CommandResult.Rejected.class, result).error();
        assertEquals(List.of(new Revealed(member, membership().openRevision())), error.revealed());
    }

    private static void assertViolates(String reason, CommandResult result) {
        AwsError error = assertInstanceOf(CommandResult.Rejected.class, result).error();
        assertEquals("ConstraintViolationException", error.code());
        assertEquals(Map.of("Reason", reason), error.details());
    }

    @Test
    void anAccountIsClosedWhenItsOwnHistorySaysSoAndThenItsCallerIsTold() {
        asRoot(closing());
        assertEquals(Status.PENDING_CLOSURE, membership().status());
        assertTrue(log.state(member).isOpen());

        log.deliver(command -> !(command instanceof MemberChanged));
        assertFalse(log.state(member).isOpen());
        assertEquals(Status.PENDING_CLOSURE, membership().status());
        String requestId =
                log.state(MANAGEMENT).scan(Table.PENDING_FOLLOW_UPS, "").iterator().next().command()
                                instanceof ChangeMember question
                        ? question.awaited().requestId()
                        : "";
        long closed = log.state(member).revision() - 2;
        var awaited = new Awaited("gateway", requestId);
        var told =
                assertInstanceOf(
                        Accepted.class,
                        send(MANAGEMENT, new MemberChanged(awaited, member, new Close(), closed)));
        assertEquals(new Told.Waiting(awaited, null, new Revealed(member, closed)), told.told());
        assertEquals(Status.SUSPENDED, membership().status());
        assertEquals(closed, membership().openRevision());
    }

    @Test
    void nobodyOfAClosedAccountStandsAndAllDoWhenItIsReopened() {
        Actor administrator = memberAdministrator();
        close();
        assertRejected(
                "InvalidClientTokenId", log.send(member, administrator, Rules.createUser("eve")));
        asRoot(reopening());
        log.deliver();
        assertEquals(Status.ACTIVE, membership().status());
        assertEquals(log.state(member).revision() - 2, membership().openRevision());
        assertInstanceOf(Accepted.class, log.send(member, administrator, Rules.createUser("ana")));
        assertTellsOfTheMember("AccountNotClosedException", asRoot(reopening()));
        close();
    }

    @Test
    void whatCannotBeClosedIsRefusedWithAwsReason() {
        assertViolates(
                "CANNOT_CLOSE_MANAGEMENT_ACCOUNT", asRoot(new CloseAccount(MANAGEMENT.value())));
        assertRejected("AccountNotFoundException", asRoot(new CloseAccount("999999999999")));
        assertRejected("AccessDeniedException", log.send(member, memberAdministrator(), closing()));
        asRoot(closing());
        assertRejected("ConflictException", asRoot(closing()));
        assertRejected("ConflictException", asRoot(reopening()));
        log.deliver();
        assertTellsOfTheMember("AccountAlreadyClosedException", asRoot(closing()));
    }

    @Test
    void noMoreThanThreeAreClosedAtATime() {
        for (int i = 0; i < 3; i++) {
            AccountId other = newMember("other" + i + "@example.org");
            log.deliver();
            assertInstanceOf(Accepted.class, closeWithoutDelivery(other));
        }
        assertViolates("CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED", asRoot(closing()));
        log.restart();
        log.deliver();
        close();
    }

    /** Its messages wait, for they are lost: a takeover brings them back. */
    private CommandResult closeWithoutDelivery(AccountId other) {
        CommandResult result = asRoot(new CloseAccount(other.value()));
        log.deliver(command -> !(command instanceof ChangeMember));
        return result;
    }

    @Test
    void anOrganizationOfConsolidatedBillingClosesNone() {
        var other = new InMemoryLog(DECIDERS);
        other.send(AccountId.REGISTRY, Actor.system(AccountId.REGISTRY), first());
        other.deliver();
        assertRejected(
                "AWSOrganizationsNotInUseException", other.send(MANAGEMENT, ROOT, closing()));
        other.send(MANAGEMENT, ROOT, new CreateOrganization("CONSOLIDATED_BILLING"));
        other.send(
                MANAGEMENT, ROOT, new CreateAccount("m", "m@example.org", null, null, List.of()));
        other.deliver();
        for (MemberAccount each : other.state(MANAGEMENT).scan(Table.MEMBER_ACCOUNTS, "")) {
            if (!each.id().equals(MANAGEMENT)) {
                assertViolates(
                        "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE",
                        other.send(MANAGEMENT, ROOT, new CloseAccount(each.id().value())));
            }
        }
    }

    @Test
    void aMessageToTheWrongHistoryChangesNothing() {
        var awaited = new Awaited("gateway", "request");
        AccountId other = newMember("other@example.org");
        long before = log.state(other).revision();
        send(other, new ChangeMember(awaited, member, new Close()));
        send(other, new MemberChanged(awaited, member, new Close(), 1));
        send(other, new MemberNotReopened(awaited, member));
        send(other, new ShreddingNoted("request"));
        assertEquals(before, log.state(other).revision());
    }
}
