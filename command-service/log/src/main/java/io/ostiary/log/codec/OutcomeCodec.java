package io.ostiary.log.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.outcome.OutcomeEnvelope;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.util.Arrays;

/**
 * Outcomes as iam.outcomes holds them: account, gateway and request id in the headers. May be used
 * by many threads.
 */
public final class OutcomeCodec {

    private final SealedCodec<Outcome> outcomes = SealedCodec.of(Outcome.class);

    public EncodedRecord encode(OutcomeEnvelope envelope) {
        var record = new EncodedRecord(envelope.account(), outcomes.encode(envelope.outcome()));
        record.with(HeaderName.TYPE, outcomes.mark(envelope.outcome()));
        return record.with(HeaderName.ACCOUNT, envelope.account().value())
                .with(HeaderName.GATEWAY, envelope.gateway())
                .with(HeaderName.REQUEST, envelope.requestId());
    }

    /** Whether a gateway awaits it; looks at one header only. */
    public static boolean isFor(String gateway, ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(HeaderName.GATEWAY.text());
        return header != null && Arrays.equals(header.value(), gateway.getBytes(UTF_8));
    }

    public Decoded<OutcomeEnvelope> decode(ConsumerRecord<byte[], byte[]> record) {
        AccountId account = RecordReading.key(record.key());
        if (account == null) {
            return new Decoded.Unreadable<>(
                    Unreadable.Reason.KEY, null, null, null, "the key is not an account id");
        }
        RecordReading headers = RecordReading.of(record);
        try {
            headers.check(account);
            return new Decoded.Readable<>(
                    new OutcomeEnvelope(
                            account,
                            headers.text(HeaderName.REQUEST),
                            headers.text(HeaderName.GATEWAY),
                            headers.value(outcomes, record.value())));
        } catch (Unreadable e) {
            return new Decoded.Unreadable<>(
                    e.reason(),
                    account,
                    headers.optional(HeaderName.REQUEST),
                    headers.optional(HeaderName.GATEWAY),
                    EventCodec.message(e));
        }
    }
}
