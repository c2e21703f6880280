package io.ostiary.writer.loop;

import static io.ostiary.writer.loop.Loops.createUser;
import static io.ostiary.writer.loop.Loops.rootOf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.UserCommand.AttachUserPolicy;
import io.ostiary.contract.command.UserCommand.DetachUserPolicy;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.EventEnvelope.Source;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.outcome.Outcome.Accepted;
import io.ostiary.contract.outcome.Outcome.Expired;
import io.ostiary.contract.outcome.Outcome.Outdated;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.topic.Topics;
import io.ostiary.state.entity.User;
import io.ostiary.testkit.Actors;
import io.ostiary.testkit.FixedEffects;
import io.ostiary.testkit.Replay;
import io.ostiary.writer.loop.Loops.Running;
import io.ostiary.writer.loop.PartitionLoop.Condition;
import io.ostiary.writer.loop.PartitionLoop.Ownership;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Whatever becomes of a commit or a writer: nothing twice, nothing late, nothing lost. */
@ExtendWith(RealLog.Shared.class)
class TakeoverTest {

    /** The account is opened by the first commit; the second is the one that a test breaks. */
    private static final int SECOND = 2;

    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    private final RealLog log;
    private final Loops loops;
    private final AccountId account;

    TakeoverTest(RealLog log) {
        this.log = log;
        this.loops = new Loops(log);
        this.account = log.freshAccount();
    }

    @BeforeEach
    void openTheAccount() {
        loops.open(account);
    }

    @AfterEach
    void end() throws InterruptedException {
        loops.close();
    }

    @Test
    void aFailedCommitIsDecidedAgainAndHappensOnce() throws Exception {
        serveBreaking(
                real -> {
                    real.abortTransaction();
                    throw new KafkaException("aborted by the coordinator");
                });
        createsEachOnce("alice", "bob", "carol");
    }

    /** A122: the commit reached the log, its answer did not; the command is not decided again. */
    @Test
    void anUnknownCommitThatHappenedHappensOnce() throws Exception {
        serveBreaking(
                real -> {
                    real.commitTransaction();
                    throw new TimeoutException("no answer from the coordinator");
                });
        createsEachOnce("alice", "bob", "carol");
    }

    @Test
    void anUnknownCommitThatDidNotHappenIsDecidedAgain() throws Exception {
        serveBreaking(
                real -> {
                    real.flush();
                    throw new TimeoutException("no answer from the coordinator");
                });
        createsEachOnce("alice", "bob", "carol");
    }

    /**
     * As when this process slept past the transaction's timeout; nobody else wants the partition.
     */
    @Test
    void aLoneWriterThatWasFencedBetweenSendAndCommitTakesThePartitionAgain() throws Exception {
        serveBreaking(
                real -> {
                    real.flush();
                    fence();
                    real.commitTransaction();
                });
        createsEachOnce("alice", "bob", "carol");
    }

    @Test
    void A032_whatWasAuthorizedBeforeADetachIsOutdatedBehindItAlsoAfterATakeover()
            throws Exception {
        Running first = loops.serve(account);
        create("ana");
        Accepted attached = accepted("attach", new AttachUserPolicy(ADMINISTRATOR, "ana"));
        User ana = Replay.fold(account, log.events(account)).userNamed("ana");
        Actor caller = Actors.userSession(account, Objects.requireNonNull(ana));
        Accepted detached = accepted("detach", new DetachUserPolicy(ADMINISTRATOR, "ana"));
        var outdated = new Outdated(detached.revision());

        log.send(account, "queued", caller, createUser("eve"), attached.revision());
        assertEquals(outdated, log.outcome(account, "queued"));
        first.stop();
        loops.serve(account);
        log.send(account, "late", caller, createUser("eve"), attached.revision());
        assertEquals(outdated, log.outcome(account, "late"));

        log.send(account, "judged again", caller, createUser("eve"), detached.revision());
        assertInstanceOf(Accepted.class, log.outcome(account, "judged again"));
        assertCreated("ana", "eve");
    }

    private Accepted accepted(String requestId, Command command) {
        log.send(account, requestId, rootOf(account), command);
        return assertInstanceOf(Accepted.class, log.outcome(account, requestId));
    }

    /** Events that were committed before a takeover are not folded a second time by it. */
    @Test
    void aTakeoverAfterManyCommitsGoesOnWhereTheyEnded() throws Exception {
        loops.committing(
                CommitFault.at(
                        5,
                        real -> {
                            real.flush();
                            throw new TimeoutException("no answer");
                        }));
        loops.serve(account);
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            create(name);
            assertInstanceOf(Accepted.class, log.outcome(account, name));
        }
        assertCreated("a", "b", "c", "d", "e", "f");
    }

    /** A121. */
    @Test
    void aZombieThatWakesInMidTransactionWritesNothingVisibleAndStops() throws Exception {
        var paused = new CountDownLatch(1);
        var resume = new CountDownLatch(1);
        loops.among(Ownership.AMONG_OTHERS)
                .committing(
                        CommitFault.at(
                                SECOND,
                                real -> {
                                    real.flush();
                                    paused.countDown();
                                    awaitUninterrupted(resume);
                                    real.commitTransaction();
                                }));
        Running zombie = loops.serve(account);
        log.outcome(account, "open-" + account);
        create("alice");
        paused.await();

        Running successor = loops.committing(Producer::commitTransaction).serve(account);
        assertInstanceOf(Accepted.class, log.outcome(account, "alice"));
        resume.countDown();
        zombie.awaitCondition(Condition.FENCED);
        zombie.thread().join();
        assertFalse(zombie.loop().healthy());

        create("bob");
        assertInstanceOf(Accepted.class, log.outcome(account, "bob"));
        assertTrue(successor.loop().healthy());
        assertCreated("alice", "bob");
        assertOneOutcomeEach("alice", "bob");
    }

    @Test
    void commandsOfDaysAgoAreNotDecidedAgainWhenTheGroupsOffsetsAreLost() throws Exception {
        Running first = loops.serve(account);
        for (String name : List.of("a", "b", "c")) {
            create(name);
            log.outcome(account, name);
        }
        first.stop();
        loseOffsets();

        var decided = new AtomicInteger();
        loops.deciding(
                        (state, command, effects) -> {
                            decided.incrementAndGet();
                            return Loops.RULES.decide(state, command, effects);
                        })
                .serve(account);
        create("d");
        assertInstanceOf(Accepted.class, log.outcome(account, "d"));
        assertEquals(1, decided.get(), "commands decided by the second writer");
        assertCreated("a", "b", "c", "d");
        assertOneOutcomeEach("a", "b", "c", "d");
    }

    @Test
    void aCommandPastItsDeadlineExpiresAndNothingHappens() throws Exception {
        Instant now = Instant.parse("2026-03-01T00:00:00Z");
        loops.at(InstantSource.fixed(now)).serve(account);
        log.send(account, "late", rootOf(account), createUser("late"), now, null);
        log.send(account, "early", rootOf(account), createUser("early"), now.plusNanos(1), null);
        assertInstanceOf(Expired.class, log.outcome(account, "late"));
        assertInstanceOf(Accepted.class, log.outcome(account, "early"));
        assertCreated("early");
    }

    /** A power cut took the end of iam.commands, whose events are on disk. */
    @Test
    void fillersTakeTheOffsetsThatCountAsDecided() throws Exception {
        AccountId other = log.freshAccount();
        long lastDecided = 2_500;
        String topicId = log.commandsTopicId();
        var event =
                new EventEnvelope(
                        other,
                        1,
                        FixedEffects.START,
                        "request",
                        new Source(topicId, lastDecided),
                        new UserCreated(
                                "AIDAAAAAAAAAAAAAAAAAA", "before", "/", FixedEffects.START));
        int partition = RealLog.partition(other);
        log.write(partition, List.of(new EventCodec().encode(event).to(Topics.EVENTS, partition)));

        Running running = loops.serve(other);
        long offset = log.send(other, "next", rootOf(other), createUser("next"));
        assertTrue(offset > lastDecided, "the next command lies at " + offset);
        // There is no such root: rejected, but decided.
        assertInstanceOf(Outcome.Rejected.class, log.outcome(other, "next"));
        assertTrue(running.loop().healthy());
    }

    /** Neither the thread's end nor its cause is hidden: health says it, and the log. */
    @Test
    void aDefectThatKeepsComingBackEndsTheLoopUnhealthy() throws Exception {
        Running running =
                loops.committing(
                                _ -> {
                                    throw new IllegalStateException("a defect of the loop");
                                })
                        .serve(account);
        running.awaitCondition(Condition.FAILED);
        assertFalse(running.loop().healthy());
        running.thread().join();
        assertEquals(List.of(), log.events(account));
    }

    /** Retention, or a disk that was lost, took commands that were not decided yet. */
    @Test
    void commandsThatAreGoneAreNotWaitedFor() throws Exception {
        Running first = loops.serve(account);
        log.outcome(account, "open-" + account);
        first.stop();
        create("gone");
        log.loseCommands(account);
        loops.serve(account);
        createsEachOnce("alice");
    }

    private void serveBreaking(CommitFault fault) throws InterruptedException {
        loops.committing(CommitFault.at(SECOND, fault)).serve(account);
        assertInstanceOf(Accepted.class, log.outcome(account, "open-" + account));
    }

    private void createsEachOnce(String... names) {
        for (String name : names) {
            create(name);
            assertInstanceOf(Accepted.class, log.outcome(account, name), name);
        }
        assertCreated(names);
        assertOneOutcomeEach(names);
    }

    private void create(String name) {
        log.send(account, name, rootOf(account), createUser(name));
    }

    /** Exactly these users, in this order, in a history without gaps. */
    private void assertCreated(String... names) {
        List<EventEnvelope> events = log.events(account);
        assertEquals(
                List.of(names),
                events.stream()
                        .filter(each -> each.event() instanceof UserCreated)
                        .map(each -> ((UserCreated) each.event()).name())
                        .toList());
        Replay.fold(account, events);
    }

    private void assertOneOutcomeEach(String... names) {
        assertEquals(
                List.of(names),
                log.outcomes(account).stream()
                        .map(each -> each.requestId())
                        .filter(id -> !id.startsWith("open-"))
                        .toList());
    }

    private void fence() {
        try (var admin = log.admin()) {
            admin.fenceProducers(List.of("ostiary-writer-" + RealLog.partition(account)))
                    .all()
                    .get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void loseOffsets() throws Exception {
        try (var admin = log.admin()) {
            admin.deleteConsumerGroupOffsets(
                            PartitionLoop.OFFSETS_GROUP,
                            Set.of(new TopicPartition(Topics.COMMANDS, RealLog.partition(account))))
                    .all()
                    .get();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
