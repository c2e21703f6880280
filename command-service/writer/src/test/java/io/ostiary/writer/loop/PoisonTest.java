package io.ostiary.writer.loop;

import static io.ostiary.writer.loop.Loops.createUser;
import static io.ostiary.writer.loop.Loops.rootOf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.EventEnvelope.Source;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome.Accepted;
import io.ostiary.contract.outcome.Outcome.Failed;
import io.ostiary.contract.outcome.Outcome.Rejected;
import io.ostiary.log.codec.CommandCodec;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.topic.Topics;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.testkit.FixedEffects;
import io.ostiary.writer.loop.Loops.Running;
import io.ostiary.writer.loop.PartitionLoop.Condition;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.Map;

/**
 * What cannot be read or decided stops as little as may be, and is never passed over in silence.
 */
@ExtendWith(RealLog.Shared.class)
class PoisonTest {

    private final RealLog log;
    private final Loops loops;
    private final AccountId account;
    private final int partition;

    PoisonTest(RealLog log) {
        this.log = log;
        this.loops = new Loops(log);
        this.account = log.freshAccount();
        this.partition = RealLog.partition(account);
    }

    @AfterEach
    void end() throws InterruptedException {
        loops.close();
    }

    /** A119. */
    @Test
    void aCommandThatCannotBeReadIsRejectedAndTheNextIsServed() throws Exception {
        loops.open(account);
        loops.serve(account);
        var poison = command(account, "poison");
        log.send(
                new ProducerRecord<>(
                        Topics.COMMANDS,
                        partition,
                        poison.key(),
                        "{\"not\":".getBytes(UTF_8),
                        poison.headers()));
        assertEquals(
                "ValidationError",
                assertInstanceOf(Rejected.class, log.outcome(account, "poison")).error().code());
        createsUser(account, "alice");
    }

    /** A118: nobody can be told, and the next is served. */
    @Test
    void aCommandWithoutHeadersIsNotDecided() throws Exception {
        loops.open(account);
        loops.serve(account);
        var poison = command(account, "poison");
        log.send(new ProducerRecord<>(Topics.COMMANDS, partition, poison.key(), poison.value()));
        log.send(new ProducerRecord<>(Topics.COMMANDS, partition, new byte[3], new byte[3]));
        log.send(new ProducerRecord<>(Topics.COMMANDS, partition, null, null));
        createsUser(account, "alice");
        assertEquals(2, log.outcomes(account).size());
    }

    /** A118. */
    @Test
    void aCommandOnTheWrongPartitionIsRejected() throws Exception {
        AccountId elsewhere = log.freshAccount();
        loops.open(account);
        loops.serve(account);
        var lost = command(elsewhere, "lost");
        log.send(
                new ProducerRecord<>(
                        Topics.COMMANDS, partition, lost.key(), lost.value(), lost.headers()));
        assertInstanceOf(Rejected.class, log.outcome(elsewhere, "lost"));
        createsUser(account, "alice");
        assertEquals(List.of(), log.events(elsewhere));
    }

    /** A119: it may be a revocation. */
    @Test
    void anEventThatCannotBeReadRefusesItsAccountAndNoOther() throws Exception {
        AccountId refused = log.neighbourOf(account);
        var unknown = event(refused, 1, opened(refused));
        replaceInEnvelope(unknown, "AccountOpened", "SomethingOfTheFuture");
        isRefused(refused, unknown);
    }

    /** A118: key and payload name different accounts. */
    @Test
    void anEventOfAnotherAccountThanItsKeysRefusesTheKeysAccount() throws Exception {
        AccountId refused = log.neighbourOf(account);
        var forged = event(refused, 1, opened(refused));
        replaceInEnvelope(forged, refused.value(), account.value());
        isRefused(refused, forged);
    }

    @Test
    void anEventOutOfSequenceRefusesItsAccount() throws Exception {
        AccountId refused = log.neighbourOf(account);
        isRefused(refused, event(refused, 7, opened(refused)));
    }

    /** Would be good as an account's first event. */
    private static AccountOpened opened(AccountId account) {
        return new AccountOpened(
                "o", account, "name", "root@example.com", null, FixedEffects.START);
    }

    private static void replaceInEnvelope(
            ProducerRecord<byte[], byte[]> record, String text, String replacement) {
        String line = new String(record.headers().lastHeader("envelope").value(), UTF_8);
        assertTrue(line.contains(text), line);
        record.headers().remove("envelope");
        record.headers().add("envelope", line.replace(text, replacement).getBytes(UTF_8));
    }

    private void isRefused(AccountId refused, ProducerRecord<byte[], byte[]> bad) throws Exception {
        // The command at offset 0, which the event names as its source.
        log.send(new ProducerRecord<>(Topics.COMMANDS, partition, null, null));
        log.write(partition, List.of(bad));
        loops.open(account);
        loops.serve(account);
        loops.open(refused);
        assertInstanceOf(Failed.class, log.outcome(refused, "open-" + refused));
        createsUser(account, "alice");
    }

    /** A118: it may concern any account of the partition. */
    @Test
    void anEventWithoutAReadableKeyHaltsThePartition() throws Exception {
        var bad = event(account, 1, new UserDeleted("AIDAAAAAAAAAAAAAAAAAA"));
        log.write(
                partition,
                List.of(
                        new ProducerRecord<>(
                                Topics.EVENTS,
                                partition,
                                "nobody".getBytes(UTF_8),
                                bad.value(),
                                bad.headers())));
        Running running = loops.start(account);
        running.awaitCondition(Condition.HALTED);
        assertFalse(running.loop().healthy());
    }

    @Test
    void aDeciderThatThrowsFailsItsCommandAndTheNextIsServed() throws Exception {
        loops.deciding(
                (state, command, effects) ->
                        switch (command.requestId()) {
                            case "throws" -> throw new IllegalStateException("a defect");
                            case "recurses" -> throw new StackOverflowError();
                            default -> Loops.RULES.decide(state, command, effects);
                        });
        loops.open(account);
        Running running = loops.serve(account);
        log.send(account, "throws", rootOf(account), createUser("throws"));
        log.send(account, "recurses", rootOf(account), createUser("recurses"));
        assertInstanceOf(Failed.class, log.outcome(account, "throws"));
        assertInstanceOf(Failed.class, log.outcome(account, "recurses"));
        createsUser(account, "alice");
        assertTrue(running.loop().healthy());
    }

    /** A120: measured before the transaction. */
    @Test
    void anEventThatIsTooLargeIsRejectedAndTheLoopGoesOn() throws Exception {
        loops.deciding(
                (state, command, effects) ->
                        command.requestId().equals("large")
                                ? CommandResult.accepted(userCreated("x".repeat(1_100_000)))
                                : Loops.RULES.decide(state, command, effects));
        loops.open(account);
        loops.serve(account);
        log.send(account, "large", rootOf(account), createUser("large"));
        assertEquals(
                "LimitExceeded",
                assertInstanceOf(Rejected.class, log.outcome(account, "large")).error().code());
        createsUser(account, "alice");
    }

    /** A120: the broker is stricter than what was measured; the batch is halved down to the one. */
    @Test
    void onlyTheCommandWhoseEventTheBrokerRefusesIsRejected() throws Exception {
        loops.open(account);
        Running opening = loops.serve(account);
        log.outcome(account, "open-" + account);
        opening.stop();
        for (int i = 0; i < 8; i++) {
            String name = i == 5 ? "large" : "user" + i;
            log.send(account, name, rootOf(account), createUser(name));
        }
        try (var _ = log.withMaxMessageBytes(Topics.EVENTS, 4_000)) {
            loops.deciding(
                            (state, command, effects) ->
                                    command.requestId().equals("large")
                                            ? CommandResult.accepted(
                                                    userCreated("x".repeat(10_000)))
                                            : Loops.RULES.decide(state, command, effects))
                    .serve(account);
            assertEquals(
                    "LimitExceeded",
                    assertInstanceOf(Rejected.class, log.outcome(account, "large")).error().code());
            assertInstanceOf(Accepted.class, log.outcome(account, "user7"));
        }
        assertEquals(
                7,
                log.events(account).stream()
                        .filter(each -> each.event() instanceof UserCreated)
                        .count());
        assertEquals(9, log.outcomes(account).size());
    }

    private void createsUser(AccountId in, String name) {
        log.send(in, name, rootOf(in), createUser(name));
        assertInstanceOf(Accepted.class, log.outcome(in, name));
    }

    private static UserCreated userCreated(String name) {
        return new UserCreated("AIDAAAAAAAAAAAAAAAAAA", name, "/", FixedEffects.START);
    }

    private ProducerRecord<byte[], byte[]> command(AccountId of, String requestId) {
        var envelope =
                new CommandEnvelope(
                        of,
                        requestId,
                        RealLog.GATEWAY_INSTANCE,
                        null,
                        rootOf(of),
                        Judgement.HOUSE,
                        Map.of(),
                        null,
                        createUser(requestId));
        return new CommandCodec().encode(envelope).to(Topics.COMMANDS, RealLog.partition(of));
    }

    private ProducerRecord<byte[], byte[]> event(
            AccountId of, long revision, io.ostiary.contract.event.Event event) {
        var envelope =
                new EventEnvelope(
                        of,
                        revision,
                        FixedEffects.START,
                        "request",
                        new Source(log.commandsTopicId(), 0),
                        event);
        return new EventCodec().encode(envelope).to(Topics.EVENTS, partition);
    }
}
