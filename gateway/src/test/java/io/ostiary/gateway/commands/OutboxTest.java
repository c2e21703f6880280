package io.ostiary.gateway.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.gateway.pipeline.CommandSender.Delivery;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class OutboxTest {

    private static final AccountId ANA = new AccountId("111111111111");

    /** Would have to wait for its metadata so often, and fails instead as the real one does. */
    private static final class Waiting extends MockProducer<byte[], byte[]> {
        private final AtomicInteger times;

        Waiting(int times) {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.times = new AtomicInteger(times);
        }

        @Override
        public Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (times.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                return super.send(record, callback);
            }
            var failure = new TimeoutException("Topic iam.commands not present in metadata");
            callback.onCompletion(new RecordMetadata(null, -1, 0, -1, -1, -1), failure);
            return CompletableFuture.failedFuture(failure);
        }
    }

    private final PendingCommands pending = new PendingCommands(8);
    private final AtomicLong now = new AtomicLong();
    private Waiting producer = new Waiting(0);
    private Outbox outbox = new Outbox(producer, pending, now::get);

    @AfterEach
    void close() {
        outbox.close();
    }

    private void producerThatWaits(int times) {
        outbox.close();
        producer = new Waiting(times);
        outbox = new Outbox(producer, pending, now::get);
    }

    private CompletableFuture<Delivery> send(String request) {
        var awaited = Objects.requireNonNull(pending.add(ANA, request, Long.MAX_VALUE));
        outbox.send(new ProducerRecord<>("iam.commands", new byte[] {1}), awaited);
        return awaited.delivery();
    }

    @Test
    void whatTheProducerTakesIsSentOnTheCallersThread() {
        var delivery = send("r1");
        assertEquals(1, producer.history().size());
        assertTrue(producer.completeNext());
        assertFalse(delivery.isDone());
    }

    @Test
    void whatTheProducerCannotTakeAtOnceIsSentLaterAndOnce() {
        producerThatWaits(3);
        var delivery = send("r1");
        outbox.close();
        assertEquals(1, producer.history().size());
        assertFalse(delivery.isDone());
    }

    @Test
    void whatTheProducerDoesNotTakeInTimeIsNotSent() throws Exception {
        producerThatWaits(Integer.MAX_VALUE);
        var delivery = send("r1");
        now.set(TimeUnit.SECONDS.toNanos(6));
        var notSent = assertInstanceOf(Delivery.NotSent.class, delivery.get(10, TimeUnit.SECONDS));
        assertTrue(notSent.error().message().contains("Nothing was changed"));
        assertEquals(0, producer.history().size());
    }

    @Test
    void whatItsCallerHasGivenUpOnIsSentNoMore() {
        producerThatWaits(Integer.MAX_VALUE);
        var delivery = send("r1");
        pending.abandon();
        outbox.close();
        assertInstanceOf(Delivery.Unknown.class, delivery.join());
        assertEquals(0, producer.history().size());
    }

    @Test
    void aTimeoutOfWhatWasTakenMayHaveHappened() throws Exception {
        var delivery = send("r1");
        // As the real producer does it: on a thread of its own.
        Thread.ofPlatform().start(() -> producer.errorNext(new TimeoutException("expired"))).join();
        assertInstanceOf(Delivery.Unknown.class, delivery.join());
        assertEquals(1, producer.history().size());
    }

    @Test
    void whatIsTooLargeWasNotSent() throws Exception {
        var delivery = send("r1");
        Thread.ofPlatform()
                .start(() -> producer.errorNext(new RecordTooLargeException("1 MB")))
                .join();
        assertInstanceOf(Delivery.NotSent.class, delivery.join());
    }

    private boolean offer() {
        return outbox.offer(new ProducerRecord<>("iam.commands", new byte[] {2}));
    }

    @Test
    void whatNobodyAwaitsIsSentAtOnceOrNotAtAll() {
        assertTrue(offer());
        assertEquals(1, producer.history().size());
        producerThatWaits(1);
        assertFalse(offer());
        assertTrue(offer());
        assertEquals(1, producer.history().size());
    }

    @Test
    void onlySoMuchThatNobodyAwaitsIsOnItsWay() {
        for (int i = 0; i < Outbox.MAX_OFFERED; i++) {
            assertTrue(offer());
        }
        assertFalse(offer());
        assertTrue(producer.completeNext());
        assertTrue(offer());
        assertFalse(offer());
    }

    @Test
    void afterTheStopWhatNobodyAwaitsIsDropped() {
        outbox.close();
        assertFalse(offer());
    }

    @Test
    void afterTheStopNothingIsSent() {
        outbox.close();
        var delivery = send("r1");
        assertInstanceOf(Delivery.NotSent.class, delivery.join());
        assertEquals(0, producer.history().size());
    }
}
