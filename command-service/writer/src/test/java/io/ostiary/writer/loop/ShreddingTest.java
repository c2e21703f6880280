package io.ostiary.writer.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand.ChangeMember;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.OpenAccount;
import io.ostiary.contract.command.HistoryCommand.ShredClosedAccount;
import io.ostiary.contract.command.MemberChange;
import io.ostiary.contract.event.AccountEvent.AccountClosed;
import io.ostiary.contract.event.AccountEvent.AccountKeyErased;
import io.ostiary.contract.event.AccountEvent.AccountReopened;
import io.ostiary.contract.event.AccountEvent.AccountShredded;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.log.topic.Topics;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.writer.Deciders;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A closed account's data key goes with the event that says so, or not at all. */
@ExtendWith(RealLog.Shared.class)
class ShreddingTest {

    private static final Instant BEGINNING = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration KEPT = Duration.ofDays(1);

    private final RealLog log;
    private final Loops loops;
    private final AccountId management;
    private final AccountId member;
    private final AtomicReference<Instant> now = new AtomicReference<>(BEGINNING);

    ShreddingTest(RealLog log) {
        this.log = log;
        this.loops =
                new Loops(log)
                        .deciding(new Deciders(ManagedPolicyCatalog.open(), KEPT))
                        .at(now::get);
        this.management = log.freshAccount();
        this.member = log.freshAccount();
    }

    @AfterEach
    void end() throws InterruptedException {
        loops.close();
    }

    private void send(String requestId, Command command) {
        log.send(member, requestId, Actor.system(management), command);
    }

    private void open() {
        var wanted =
                new NewAccount(member, "name", member + "@example.com", management, "Access", null);
        send("open", new OpenAccount("open", AccountId.REGISTRY, wanted));
    }

    private void change(String requestId, MemberChange change) {
        send(requestId, new ChangeMember(new Awaited("gateway", requestId), management, change));
        assertInstanceOf(Outcome.Accepted.class, log.outcome(member, requestId));
    }

    private void sweep(String requestId) {
        send(requestId, new ShredClosedAccount(requestId));
        assertInstanceOf(Outcome.Accepted.class, log.outcome(member, requestId));
    }

    private long count(Class<? extends Event> type) {
        return log.events(member).stream().filter(each -> type.isInstance(each.event())).count();
    }

    /** What the topic says last; null for a tombstone. */
    private byte @Nullable [] key() {
        ConsumerRecord<byte[], byte[]> last = null;
        for (var record : log.records(Topics.ACCOUNT_KEYS, RealLog.partition(member))) {
            if (new String(record.key(), US_ASCII).equals(member.value())) {
                last = record;
            }
        }
        assertNotNull(last);
        return last.value();
    }

    /** Each commit fails once: that which closes the account, and that which ends it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void whateverCommitFailsEachStepHappensOnce(int failing) throws Exception {
        loops.committing(
                CommitFault.at(
                        failing,
                        real -> {
                            real.abortTransaction();
                            throw new KafkaException("aborted by the coordinator");
                        }));
        open();
        loops.serve(member);
        assertInstanceOf(Outcome.Accepted.class, log.outcome(member, "open"));
        change("close", new MemberChange.Close());
        assertEquals(1, count(AccountClosed.class));
        now.set(BEGINNING.plus(KEPT));
        sweep("sweep");
        assertEquals(1, count(AccountShredded.class));
        assertNull(key());
        sweep("again");
        change("reopen", new MemberChange.Reopen());
        assertEquals(1, count(AccountShredded.class));
        assertEquals(0, count(AccountReopened.class));
    }

    /** Kafka compacts no segment that is still written to: hence the second tombstone. */
    @Test
    void anHourLaterTheKeyIsInNoFileOfTheBroker() throws Exception {
        open();
        loops.serve(member);
        change("close", new MemberChange.Close());
        byte[] key = Objects.requireNonNull(key());
        now.set(BEGINNING.plus(KEPT));
        sweep("sweep");
        // The tombstone lies behind it in the segment that is still written to.
        assertTrue(log.isOnDisk(key));
        log.compactAtOnce(Topics.ACCOUNT_KEYS);
        now.set(BEGINNING.plus(KEPT).plus(Duration.ofHours(1)));
        sweep("later");
        sweep("again");
        assertEquals(1, count(AccountKeyErased.class));
        RealLog.await(
                () -> log.isOnDisk(key) ? Optional.empty() : Optional.of(true),
                "the compaction of the key");
        assertNull(key());
    }

    @Test
    void theKeyStaysUntilItsTimeIsOverAndForGoodInAnAccountThatIsReopened() throws Exception {
        open();
        var first = loops.serve(member);
        change("close", new MemberChange.Close());
        now.set(BEGINNING.plus(KEPT).minusSeconds(1));
        sweep("early");
        assertNotNull(key());
        first.stop();

        // Whoever takes the partition next knows the same.
        loops.serve(member);
        change("reopen", new MemberChange.Reopen());
        now.set(BEGINNING.plus(KEPT).plusSeconds(1));
        sweep("late");
        assertNotNull(key());
        assertEquals(0, count(AccountShredded.class));
    }
}
