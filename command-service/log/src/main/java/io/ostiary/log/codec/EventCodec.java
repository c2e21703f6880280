package io.ostiary.log.codec;

import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Events as iam.events holds them: the key is the account, the envelope lies in the headers, the
 * value is the event's JSON. May be used by many threads.
 */
public final class EventCodec {

    private final SealedCodec<Event> events = SealedCodec.of(Event.class);

    /** Every event type, by the name in its header. */
    public Map<String, Class<?>> types() {
        return events.types();
    }

    public SealedCodec<Event> events() {
        return events;
    }

    public EncodedRecord encode(EventEnvelope envelope) {
        var record = new EncodedRecord(envelope.account(), events.encode(envelope.event()));
        RecordReading.writeMark(record, events.mark(envelope.event()));
        return record.with(HeaderName.ACCOUNT, envelope.account().value())
                .with(HeaderName.REVISION, Long.toString(envelope.revision()))
                .with(HeaderName.AT, IsoInstant.format(envelope.at()))
                .with(HeaderName.REQUEST, envelope.requestId())
                .with(HeaderName.SOURCE_TOPIC, envelope.source().topicId())
                .with(HeaderName.SOURCE_OFFSET, Long.toString(envelope.source().offset()));
    }

    public Decoded<EventEnvelope> decode(ConsumerRecord<byte[], byte[]> record) {
        AccountId account = RecordReading.key(record.key());
        if (account == null) {
            return new Decoded.Unreadable<>(
                    Unreadable.Reason.KEY, null, null, null, "the key is not an account id");
        }
        try {
            RecordReading headers = RecordReading.of(record);
            headers.check(account);
            return new Decoded.Readable<>(
                    new EventEnvelope(
                            account,
                            headers.number(HeaderName.REVISION),
                            headers.instant(HeaderName.AT),
                            headers.text(HeaderName.REQUEST),
                            new EventEnvelope.Source(
                                    headers.text(HeaderName.SOURCE_TOPIC),
                                    headers.number(HeaderName.SOURCE_OFFSET)),
                            headers.value(events, record.value())));
        } catch (Unreadable e) {
            return new Decoded.Unreadable<>(e.reason(), account, null, null, message(e));
        }
    }

    /**
     * Where the command lies that made an event, also of one that cannot be read otherwise; null
     * when the record's headers are not to be trusted.
     */
    public static EventEnvelope.@Nullable Source sourceOf(ConsumerRecord<byte[], byte[]> record) {
        try {
            AccountId account = RecordReading.key(record.key());
            if (account == null) {
                return null;
            }
            RecordReading headers = RecordReading.of(record);
            headers.check(account);
            return new EventEnvelope.Source(
                    headers.text(HeaderName.SOURCE_TOPIC),
                    headers.number(HeaderName.SOURCE_OFFSET));
        } catch (Unreadable _) {
            return null;
        }
    }

    static String message(Unreadable e) {
        String message = e.getMessage();
        return message == null ? e.reason().name() : message;
    }
}
