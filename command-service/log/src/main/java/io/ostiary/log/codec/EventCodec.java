package io.ostiary.log.codec;

import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * Events as iam.events holds them: the key is the account, the envelope, with the event's type,
 * lies in a header, the value is the event's JSON. May be used by many threads.
 */
public final class EventCodec {

    private final SealedCodec<Event> events = SealedCodec.of(Event.class);

    /** Every event type, by the name in its mark. */
    public Map<String, Class<?>> types() {
        return events.types();
    }

    public SealedCodec<Event> events() {
        return events;
    }

    public EncodedRecord encode(EventEnvelope envelope) {
        return new EncodedRecord(envelope.account(), events.encode(envelope.event()))
                .with(
                        HeaderName.ENVELOPE,
                        EnvelopeLine.of(events.mark(envelope.event()), envelope));
    }

    public Decoded<EventEnvelope> decode(ConsumerRecord<byte[], byte[]> record) {
        AccountId account = RecordReading.key(record.key());
        if (account == null) {
            return new Decoded.Unreadable<>(
                    Unreadable.Reason.KEY, null, null, null, "the key is not an account id");
        }
        try {
            EnvelopeLine line = EnvelopeLine.of(record.headers(), record.key());
            String mark = line.text();
            long revision = line.number();
            Instant at = line.instant();
            EventEnvelope.Source source = source(line);
            return new Decoded.Readable<>(
                    new EventEnvelope(
                            account,
                            revision,
                            at,
                            line.rest(),
                            source,
                            events.decode(mark, record.value())));
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
            EnvelopeLine line = EnvelopeLine.of(record.headers(), record.key());
            line.skip(3);
            return source(line);
        } catch (Unreadable _) {
            return null;
        }
    }

    private static EventEnvelope.Source source(EnvelopeLine line) throws Unreadable {
        return new EventEnvelope.Source(line.text(), line.number());
    }

    static String message(Unreadable e) {
        String message = e.getMessage();
        return message == null ? e.reason().name() : message;
    }
}
