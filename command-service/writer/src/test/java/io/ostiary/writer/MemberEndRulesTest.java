package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand.ChangeMember;
import io.ostiary.contract.command.HistoryCommand.MemberChanged;
import io.ostiary.contract.command.HistoryCommand.MemberShredded;
import io.ostiary.contract.command.HistoryCommand.ShreddingNoted;
import io.ostiary.contract.event.AccountEvent.AccountKeyErased;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.decide.CommandResult.Accepted;
import io.ostiary.state.decide.CommandResult.KeyChange;
import io.ostiary.state.entity.MemberAccount.Status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a closed member ends, whatever becomes of the messages about it. */
final class MemberEndRulesTest extends MemberFixture {

    @Test
    void aClosedAccountEndsWhenItsTimeIsOverAndNotBefore() {
        shred();
        close();
        var early = assertInstanceOf(Accepted.class, shred());
        assertEquals(List.of(), early.events());
        assertEquals(KeyChange.NONE, early.key());
        letTimePass();
        var due = assertInstanceOf(Accepted.class, shred());
        assertEquals(KeyChange.SHREDDED, due.key());
        var again = assertInstanceOf(Accepted.class, shred());
        assertEquals(List.of(), again.events());
        assertEquals(KeyChange.NONE, again.key());
        log.deliver();
        assertNull(found());
        assertRejected("NoSuchAccountException", asRoot(reopening()));
        assertRejected("AccountNotFoundException", asRoot(closing()));
        // Id and e-mail address stay taken.
        AccountId again2 = newMember("MEMBER@example.org");
        assertFalse(log.state(again2).isOpen());
    }

    /** The second tombstone is what makes the log compact the key away. */
    @Test
    void anHourLaterTheTombstoneIsWrittenOnceMore() {
        close();
        letTimePass();
        shred();
        passSeconds(3_500);
        assertEquals(KeyChange.NONE, assertInstanceOf(Accepted.class, shred()).key());
        passSeconds(100);
        var later = assertInstanceOf(Accepted.class, shred());
        assertEquals(List.of(new AccountKeyErased()), later.events());
        assertEquals(KeyChange.SHREDDED, later.key());
        passSeconds(3_600);
        var again = assertInstanceOf(Accepted.class, shred());
        assertEquals(List.of(), again.events());
        assertEquals(KeyChange.NONE, again.key());
        asRoot(reopening());
        log.deliver();
        assertFalse(log.state(member).isOpen());
    }

    @Test
    void ofReopeningAndShreddingOneWins() {
        close();
        // Asked in time, but the account's end comes first.
        asRoot(reopening());
        letTimePass();
        var shredded = assertInstanceOf(Accepted.class, shred());
        assertEquals(KeyChange.SHREDDED, shredded.key());
        log.deliver();
        assertFalse(log.state(member).isOpen());
        assertNull(found());
    }

    @Test
    void whatIsReopenedFirstIsNotShredded() {
        close();
        asRoot(reopening());
        log.deliver();
        letTimePass();
        var late = assertInstanceOf(Accepted.class, shred());
        assertEquals(KeyChange.NONE, late.key());
        assertTrue(log.state(member).isOpen());
    }

    @Test
    void whatIsAboutToBeShreddedIsNotReopened() {
        close();
        letTimePass();
        asRoot(reopening());
        log.deliver();
        assertEquals(Status.SUSPENDED, membership().status());
        assertFalse(log.state(member).isOpen());
        var shredded = assertInstanceOf(Accepted.class, shred());
        assertEquals(KeyChange.SHREDDED, shredded.key());
    }

    /** Each message is lost once; a takeover sends the question again. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                ChangeMember.class,
                MemberChanged.class,
                MemberShredded.class,
                ShreddingNoted.class
            })
    void aMessageThatIsLostIsMadeUpForAtTheNextTakeover(Class<? extends Command> lost) {
        Set<Class<?>> once = new HashSet<>();
        asRoot(closing());
        log.deliver(command -> !lost.isInstance(command) || !once.add(command.getClass()));
        log.restart();
        log.deliver(command -> !lost.isInstance(command) || !once.add(command.getClass()));
        assertEquals(Status.SUSPENDED, membership().status());
        letTimePass();
        shred();
        log.deliver(command -> !lost.isInstance(command) || !once.add(command.getClass()));
        log.restart();
        log.deliver();
        assertNull(found());
        assertEquals(1, once.size());
    }

    @Test
    void everyMessageMayComeTwice() {
        asRoot(closing());
        twice();
        assertEquals(Status.SUSPENDED, membership().status());
        asRoot(reopening());
        twice();
        assertEquals(Status.ACTIVE, membership().status());
        assertTrue(log.state(member).isOpen());
        close();
        letTimePass();
        shred();
        twice();
        assertNull(found());
    }

    private void twice() {
        log.deliver(
                command -> {
                    // Once ahead of itself, and then as it was sent.
                    send(
                            command instanceof ChangeMember || command instanceof ShreddingNoted
                                    ? member
                                    : MANAGEMENT,
                            command);
                    return true;
                });
    }
}
