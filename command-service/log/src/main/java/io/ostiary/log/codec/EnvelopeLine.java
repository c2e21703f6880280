package io.ostiary.log.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.event.EventEnvelope;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/**
 * An event's envelope as one header: account, type, revision, time, source topic, source offset and
 * request id in this order, a space between them. One header and not seven: Kafka makes several
 * objects for each, and a reader of a long log spent a quarter of its time on them.
 */
final class EnvelopeLine {

    private static final String NAME = HeaderName.ENVELOPE.text();
    private static final int MAX_LENGTH = HeaderName.ENVELOPE.maxLength();
    private static final byte SEPARATOR = ' ';

    private final byte[] line;
    private int next;

    private EnvelopeLine(byte[] line) {
        this.line = line;
    }

    /**
     * The envelope of a record, read from behind its account: fields are taken in their order.
     * Headers of others are passed over; ours is looked at in place, for a long log has many.
     *
     * @param key the record's, an account id, which the envelope must repeat
     */
    static EnvelopeLine of(Headers headers, byte[] key) throws Unreadable {
        byte[] found = null;
        for (Header header : headers) {
            if (header.key().equals(NAME)) {
                byte[] value = header.value();
                if (found != null || value == null || value.length > MAX_LENGTH) {
                    throw new Unreadable(
                            Unreadable.Reason.HEADER,
                            "header " + NAME + " twice, empty or too long");
                }
                found = value;
            }
        }
        if (found == null) {
            throw new Unreadable(Unreadable.Reason.HEADER, "header " + NAME + " is missing");
        }
        var line = new EnvelopeLine(found);
        line.account(key);
        return line;
    }

    /**
     * @param mark the event's {@link TypeMark#text}
     */
    static String of(String mark, EventEnvelope envelope) {
        return envelope.account().value()
                + ' '
                + mark
                + ' '
                + envelope.revision()
                + ' '
                + IsoInstant.format(envelope.at())
                + ' '
                + envelope.source().topicId()
                + ' '
                + envelope.source().offset()
                + ' '
                + envelope.requestId();
    }

    private void account(byte[] key) throws Unreadable {
        int begin = next;
        if (!Arrays.equals(line, begin, end(), key, 0, key.length)) {
            throw new Unreadable(Unreadable.Reason.ACCOUNT, "the key is another account's");
        }
    }

    long number() throws Unreadable {
        int begin = next;
        long value = Ascii.number(line, begin, end());
        if (value < 0) {
            throw unreadable("a number");
        }
        return value;
    }

    /** Passes over some fields, whatever they hold. */
    void skip(int fields) throws Unreadable {
        for (int i = 0; i < fields; i++) {
            end();
        }
    }

    Instant instant() throws Unreadable {
        try {
            int begin = next;
            return IsoInstant.parse(line, begin, end());
        } catch (IllegalArgumentException | DateTimeException _) {
            throw unreadable("a time");
        }
    }

    String text() throws Unreadable {
        int begin = next;
        return new String(line, begin, end() - begin, UTF_8);
    }

    /** All that is left: the request id comes last, and may hold what it likes. */
    String rest() throws Unreadable {
        if (next >= line.length) {
            throw unreadable("a request id");
        }
        return new String(line, next, line.length - next, UTF_8);
    }

    /** Where the field ends that begins at next, which moves behind it. */
    private int end() throws Unreadable {
        for (int i = next; i < line.length; i++) {
            if (line[i] == SEPARATOR) {
                next = i + 1;
                return i;
            }
        }
        throw unreadable("another field");
    }

    private static Unreadable unreadable(String missing) {
        return new Unreadable(Unreadable.Reason.HEADER, "header " + NAME + " misses " + missing);
    }
}
