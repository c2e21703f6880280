package io.ostiary.log.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.GroupCommand.CreateGroup;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.outcome.OutcomeEnvelope;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.log.Consumed;
import io.ostiary.log.Samples;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

final class EnvelopeCodecTest {

    private static final AccountId ACCOUNT = Samples.ACCOUNT;

    // The fields of an event's envelope, in their order.
    private static final int ACCOUNT_FIELD = 0;
    private static final int TYPE = 1;
    private static final int REVISION = 2;
    private static final int AT = 3;
    private static final int SOURCE_OFFSET = 5;
    private static final int REQUEST = 6;

    private final EventCodec events = new EventCodec();
    private final CommandCodec commands = new CommandCodec();
    private final OutcomeCodec outcomes = new OutcomeCodec();

    @Test
    void everyEventComesBackInItsEnvelope() {
        for (Class<?> type : events.types().values()) {
            EventEnvelope envelope = Consumed.envelope(ACCOUNT, 7, (Event) Samples.full(type));
            assertEquals(
                    new Decoded.Readable<>(envelope),
                    events.decode(Consumed.of(events.encode(envelope), 0, 0)));
        }
    }

    @Test
    void everyCommandComesBackInItsEnvelope() {
        for (Class<?> type : commands.commands().types().values()) {
            for (@Nullable Instant deadline : new @Nullable Instant[] {null, Consumed.AT}) {
                var envelope =
                        new CommandEnvelope(
                                ACCOUNT,
                                "r-1",
                                deadline == null ? "" : "gateway-1",
                                deadline,
                                Samples.full(Actor.class),
                                Samples.full(Judgement.class),
                                Map.of("arn:aws:iam::1:user/a", "AIDA1"),
                                deadline == null ? null : new SealedSecret("abc"),
                                (Command) Samples.full(type));
                assertEquals(
                        new Decoded.Readable<>(envelope),
                        commands.decode(Consumed.of(commands.encode(envelope), 0, 0)));
            }
        }
    }

    @Test
    void everyOutcomeComesBackInItsEnvelope() {
        for (Class<?> type : SealedCodec.of(Outcome.class).types().values()) {
            var envelope = new OutcomeEnvelope(ACCOUNT, "r-1", "g-1", (Outcome) Samples.full(type));
            var record = Consumed.of(outcomes.encode(envelope), 0, 0);
            assertEquals(new Decoded.Readable<>(envelope), outcomes.decode(record));
            assertTrue(OutcomeCodec.isFor("g-1", record));
            assertFalse(OutcomeCodec.isFor("g-2", record));
        }
    }

    @Test
    void accountKeysComeBackAndNoValueMeansShredded() {
        var codec = new AccountKeyCodec();
        for (AccountKey key :
                List.of(
                        new AccountKey.WrappedKey(3, new SealedSecret("abc")),
                        new AccountKey.ShreddedKey())) {
            assertEquals(
                    new Decoded.Readable<>(new AccountKeyCodec.AccountKeyRecord(ACCOUNT, key)),
                    codec.decode(Consumed.of(codec.encode(ACCOUNT, key), 0, 0)));
        }
    }

    @Test
    void anUnreadableKeyIsNobodys() {
        for (byte @Nullable [] key :
                new byte @Nullable [][] {
                    null, {}, "11112222333".getBytes(UTF_8), "11112222333x".getBytes(UTF_8)
                }) {
            assertUnreadable(Unreadable.Reason.KEY, null, event(key, "x", "y"));
        }
    }

    /** A118: the key and the payload name two accounts. */
    @Test
    void anotherAccountInTheHeadersIsUnreadable() {
        assertUnreadable(
                Unreadable.Reason.ACCOUNT, ACCOUNT, enveloped(ACCOUNT_FIELD, "444455556666"));
    }

    /** A118: expected headers are missing; and the same of malformed and repeated ones. */
    @Test
    void missingMalformedAndRepeatedHeadersAreUnreadable() {
        assertUnreadable(Unreadable.Reason.HEADER, ACCOUNT, event(key(), "envelope", null));
        var twice = event(key(), "x", "y");
        twice.headers().add("envelope", twice.headers().lastHeader("envelope").value());
        assertUnreadable(Unreadable.Reason.HEADER, ACCOUNT, twice);
        var without = event(key(), "envelope", null);
        without.headers().add("envelope", null);
        assertUnreadable(Unreadable.Reason.HEADER, ACCOUNT, without);
        for (String number : List.of("", "-1", "+1", "01", "1x", "x", "9".repeat(19), "１")) {
            assertUnreadable(Unreadable.Reason.HEADER, ACCOUNT, enveloped(REVISION, number));
            assertUnreadable(Unreadable.Reason.HEADER, ACCOUNT, enveloped(SOURCE_OFFSET, number));
            assertUnreadable(
                    Unreadable.Reason.HEADER, ACCOUNT, enveloped(TYPE, "UserCreated:" + number));
        }
        assertUnreadable(Unreadable.Reason.HEADER, ACCOUNT, enveloped(REQUEST, "r".repeat(2_000)));
        assertUnreadable(Unreadable.Reason.HEADER, ACCOUNT, enveloped(REQUEST, ""));
        for (String at : List.of("", "2026-01-02", "2026-13-02T03:04:05.000000006Z")) {
            assertUnreadable(Unreadable.Reason.HEADER, ACCOUNT, enveloped(AT, at));
        }
    }

    @Test
    void anEnvelopeThatEndsEarlyIsUnreadable() {
        String line = line();
        int request = line.lastIndexOf(' ') + 1;
        for (int length = 0; length <= request; length++) {
            var record = event(key(), "envelope", line.substring(0, length));
            var unreadable = assertInstanceOf(Decoded.Unreadable.class, events.decode(record));
            assertEquals(ACCOUNT, unreadable.account());
        }
    }

    /** A takeover must know which command an event came from, even if it can read no more of it. */
    @Test
    void theSourceOfAnEventIsReadWhateverElseCannotBe() {
        var source = Consumed.envelope(ACCOUNT, 1).source();
        for (int field : new int[] {REVISION, AT}) {
            assertEquals(source, EventCodec.sourceOf(enveloped(field, "x")));
        }
        assertEquals(source, EventCodec.sourceOf(enveloped(TYPE, "UserExploded")));
        assertNull(EventCodec.sourceOf(enveloped(SOURCE_OFFSET, "x")));
        assertNull(EventCodec.sourceOf(enveloped(ACCOUNT_FIELD, "444455556666")));
    }

    @Test
    void aRequestIdAsLongAsACommandsMayBeIsRead() {
        String longest = "r".repeat(1_024);
        var readable =
                assertInstanceOf(
                        Decoded.Readable.class, events.decode(enveloped(REQUEST, longest)));
        assertEquals(longest, ((EventEnvelope) readable.value()).requestId());
    }

    /** A119. */
    @Test
    void unknownTypesAndBytesThatAreNoJsonAreUnreadable() {
        assertUnreadable(Unreadable.Reason.UNKNOWN_TYPE, ACCOUNT, enveloped(TYPE, "UserExploded"));
        var record = event(key(), "x", "y");
        for (byte @Nullable [] value : new byte @Nullable [][] {null, {}, {1, 2, 3}}) {
            assertUnreadable(
                    Unreadable.Reason.VALUE,
                    ACCOUNT,
                    Consumed.with(record.key(), value, record.headers(), 0, 0));
        }
    }

    @Test
    void headersOfOthersArePassedOver() {
        assertInstanceOf(
                Decoded.Readable.class, events.decode(event(key(), "traceparent", "00-1-2-01")));
    }

    @Test
    void anUnreadableCommandSaysWhomToAnswer() {
        var record = command("x");
        var poisoned = Consumed.with(record.key(), new byte[] {'{'}, record.headers(), 0, 0);
        var unreadable = assertInstanceOf(Decoded.Unreadable.class, commands.decode(poisoned));
        assertEquals("r-9", unreadable.requestId());
        assertEquals("g-9", unreadable.gateway());
        assertEquals(ACCOUNT, unreadable.account());
    }

    /** A118, for records that have a header for each thing they say. */
    @Test
    void aCommandWithMissingForeignRepeatedOrLongHeadersIsUnreadable() {
        for (String name : List.of("type", "account", "gateway", "request")) {
            assertUnreadable(Unreadable.Reason.HEADER, command(name));
            assertUnreadable(Unreadable.Reason.HEADER, command(name, "r".repeat(1_025)));
            assertUnreadable(Unreadable.Reason.HEADER, command(name, "same", "same"));
        }
        assertUnreadable(Unreadable.Reason.ACCOUNT, command("account", "444455556666"));
        assertUnreadable(Unreadable.Reason.HEADER, command("type", "CommandBody:0"));
        assertUnreadable(Unreadable.Reason.UNKNOWN_TYPE, command("type", "CommandSoul"));
        assertUnreadable(Unreadable.Reason.HEADER, command("deadline", "2026-01-02"));
        assertInstanceOf(Decoded.Readable.class, commands.decode(command("traceparent", "x")));
    }

    private void assertUnreadable(
            Unreadable.Reason reason, ConsumerRecord<byte[], byte[]> command) {
        var unreadable = assertInstanceOf(Decoded.Unreadable.class, commands.decode(command));
        assertEquals(reason, unreadable.reason(), unreadable.message());
        assertEquals(ACCOUNT, unreadable.account());
    }

    /** A good command whose headers of a name are these and no others. */
    private ConsumerRecord<byte[], byte[]> command(String header, String... values) {
        var envelope =
                new CommandEnvelope(
                        ACCOUNT,
                        "r-9",
                        "g-9",
                        Consumed.AT,
                        Actor.system(ACCOUNT),
                        Judgement.HOUSE,
                        Map.of(),
                        null,
                        new CreateGroup("g", null));
        var record = Consumed.of(commands.encode(envelope), 0, 0);
        var headers = new RecordHeaders(record.headers());
        headers.remove(header);
        for (String value : values) {
            headers.add(header, value.getBytes(UTF_8));
        }
        return Consumed.with(record.key(), record.value(), headers, 0, 0);
    }

    /** A120: what it weighs is known before it is produced. */
    @Test
    void theSizeIsAtLeastThatOfItsParts() {
        EventEnvelope envelope = Consumed.envelope(ACCOUNT, 1);
        EncodedRecord encoded = events.encode(envelope);
        var record = encoded.to("t", 0);
        int parts = record.key().length + record.value().length;
        for (var header : record.headers()) {
            parts += header.key().length() + header.value().length;
        }
        assertTrue(encoded.size() > parts + 61, encoded.size() + " for " + parts);
    }

    private void assertUnreadable(
            Unreadable.Reason reason,
            @Nullable AccountId account,
            ConsumerRecord<byte[], byte[]> record) {
        var unreadable = assertInstanceOf(Decoded.Unreadable.class, events.decode(record));
        assertEquals(reason, unreadable.reason(), unreadable.message());
        assertEquals(account, unreadable.account());
    }

    private static byte[] key() {
        return ACCOUNT.value().getBytes(UTF_8);
    }

    private String line() {
        EventEnvelope envelope = Consumed.envelope(ACCOUNT, 1);
        return EnvelopeLine.of(events.events().mark(envelope.event()), envelope);
    }

    /** A good event with one field of its envelope replaced. */
    private ConsumerRecord<byte[], byte[]> enveloped(int field, String text) {
        String[] fields = line().split(" ", -1);
        fields[field] = text;
        return event(key(), "envelope", String.join(" ", fields));
    }

    /** A good event with one header replaced, or taken away. */
    private ConsumerRecord<byte[], byte[]> event(
            byte @Nullable [] key, String header, @Nullable String text) {
        var record = Consumed.of(events.encode(Consumed.envelope(ACCOUNT, 1)), 0, 0);
        var headers = new RecordHeaders(record.headers());
        headers.remove(header);
        if (text != null) {
            headers.add(header, text.getBytes(UTF_8));
        }
        return Consumed.with(key, record.value(), headers, 0, 0);
    }
}
