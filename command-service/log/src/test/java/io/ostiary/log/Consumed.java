package io.ostiary.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.EncodedRecord;
import io.ostiary.log.codec.EventCodec;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/** Records as a consumer hands them out, made without a broker. */
public final class Consumed {

    public static final Instant AT = Instant.parse("2026-01-02T03:04:05.000000006Z");
    private static final EventCodec EVENTS = new EventCodec();

    private Consumed() {}

    public static EventEnvelope envelope(AccountId account, long revision) {
        return envelope(
                account, revision, new UserCreated("AIDA" + revision, "u" + revision, "/", AT));
    }

    public static EventEnvelope envelope(AccountId account, long revision, Event event) {
        return new EventEnvelope(
                account,
                revision,
                AT,
                "request-" + revision,
                new EventEnvelope.Source("AAAAAAAAAAAAAAAAAAAAAA", revision),
                event);
    }

    public static ConsumerRecord<byte[], byte[]> event(
            AccountId account, long revision, int partition, long offset) {
        return of(EVENTS.encode(envelope(account, revision)), partition, offset);
    }

    public static ConsumerRecord<byte[], byte[]> of(
            EncodedRecord encoded, int partition, long offset) {
        ProducerRecord<byte[], byte[]> record = encoded.to("t", partition);
        return with(record.key(), record.value(), record.headers(), partition, offset);
    }

    /** Makes an event's headers those of a type that does not exist yet. */
    public static void ofUnknownType(Headers headers) {
        String line = new String(headers.lastHeader("envelope").value(), UTF_8);
        headers.remove("envelope");
        headers.add("envelope", line.replaceFirst(" \\S+ ", " FromTheFuture ").getBytes(UTF_8));
    }

    /** The same record with something else in it. */
    public static ConsumerRecord<byte[], byte[]> with(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            int partition,
            long offset) {
        return new ConsumerRecord<>(
                "t",
                partition,
                offset,
                1_000,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(headers),
                Optional.empty());
    }
}
