package io.ostiary.log.codec;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * Commands as iam.commands holds them: the key is the account; account, gateway, request id and
 * deadline lie in the headers, so that a command that cannot be read can be answered. May be used
 * by many threads.
 */
public final class CommandCodec {

    /** What lies in the value. */
    private sealed interface Body {
        record CommandBody(
                Actor actor,
                Judgement judged,
                Map<String, String> principals,
                @Nullable SealedSecret replyKey,
                Command command)
                implements Body {
            public CommandBody {
                principals = Map.copyOf(principals);
            }
        }
    }

    private final SealedCodec<Body> bodies = SealedCodec.of(Body.class);
    private final SealedCodec<Command> commands = SealedCodec.of(Command.class);

    public SealedCodec<Command> commands() {
        return commands;
    }

    public EncodedRecord encode(CommandEnvelope envelope) {
        var body =
                new Body.CommandBody(
                        envelope.actor(),
                        envelope.judged(),
                        envelope.principals(),
                        envelope.replyKey(),
                        envelope.command());
        var record = new EncodedRecord(envelope.account(), bodies.encode(body));
        record.with(HeaderName.TYPE, bodies.mark(body));
        record.with(HeaderName.ACCOUNT, envelope.account().value())
                .with(HeaderName.GATEWAY, envelope.gateway())
                .with(HeaderName.REQUEST, envelope.requestId());
        Instant deadline = envelope.deadline();
        if (deadline != null) {
            record.with(HeaderName.DEADLINE, IsoInstant.format(deadline));
        }
        return record;
    }

    public Decoded<CommandEnvelope> decode(ConsumerRecord<byte[], byte[]> record) {
        AccountId account = RecordReading.key(record.key());
        if (account == null) {
            return new Decoded.Unreadable<>(
                    Unreadable.Reason.KEY, null, null, null, "the key is not an account id");
        }
        RecordReading headers = RecordReading.of(record);
        try {
            headers.check(account);
            var body = (Body.CommandBody) headers.value(bodies, record.value());
            return new Decoded.Readable<>(
                    new CommandEnvelope(
                            account,
                            headers.text(HeaderName.REQUEST),
                            headers.text(HeaderName.GATEWAY),
                            headers.optional(HeaderName.DEADLINE) == null
                                    ? null
                                    : headers.instant(HeaderName.DEADLINE),
                            body.actor(),
                            body.judged(),
                            body.principals(),
                            body.replyKey(),
                            body.command()));
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
