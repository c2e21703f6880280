package io.ostiary.log.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;

/**
 * The headers of a record, each read once. Names we do not know are passed over: tools add theirs
 * (tracing).
 */
final class RecordReading {

    static final String ACCOUNT = "account";
    static final String TYPE = "type";
    static final String VERSION = "version";
    static final String MUST = "must";
    static final String REQUEST = "request";
    static final String GATEWAY = "gateway";
    static final String DEADLINE = "deadline";
    static final String REVISION = "revision";
    static final String AT = "at";
    static final String SOURCE_TOPIC = "source-topic";
    static final String SOURCE_OFFSET = "source-offset";

    private static final String[] NAMES = {
        ACCOUNT,
        TYPE,
        VERSION,
        MUST,
        REQUEST,
        GATEWAY,
        DEADLINE,
        REVISION,
        AT,
        SOURCE_TOPIC,
        SOURCE_OFFSET
    };
    private static final int MAX_LENGTH = 1024;

    private final @Nullable String[] values = new String[NAMES.length];
    private boolean twice;

    private RecordReading() {}

    static RecordReading of(ConsumerRecord<byte[], byte[]> record) {
        var reading = new RecordReading();
        for (Header header : record.headers()) {
            reading.take(header);
        }
        return reading;
    }

    private void take(Header header) {
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(header.key())) {
                byte[] bytes = header.value();
                twice |= values[i] != null || bytes == null || bytes.length > MAX_LENGTH;
                values[i] = bytes == null ? null : new String(bytes, UTF_8);
                return;
            }
        }
    }

    /** Null when the key is not an account id. */
    static @Nullable AccountId key(byte @Nullable [] key) {
        if (key == null || key.length != AccountId.LENGTH) {
            return null;
        }
        String text = new String(key, UTF_8);
        return AccountId.isValid(text) ? new AccountId(text) : null;
    }

    @Nullable String optional(String name) {
        for (int i = 0; i < NAMES.length; i++) {
            // The names are our own constants.
            if (NAMES[i].equals(name)) {
                return values[i];
            }
        }
        throw new IllegalArgumentException(name);
    }

    String text(String name) throws Unreadable {
        String value = optional(name);
        if (value == null) {
            throw new Unreadable(Unreadable.Reason.HEADER, "header " + name + " is missing");
        }
        return value;
    }

    /** Refuses repetitions and another account than the key's. */
    void check(AccountId key) throws Unreadable {
        if (twice) {
            throw new Unreadable(Unreadable.Reason.HEADER, "a header twice, empty or too long");
        }
        if (!text(ACCOUNT).equals(key.value())) {
            throw new Unreadable(Unreadable.Reason.ACCOUNT, "the key is another account's");
        }
    }

    /** Decimal digits of a positive long or zero, without a leading zero. */
    long number(String name) throws Unreadable {
        String text = text(name);
        long value = 0;
        boolean digits = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; digits && i < text.length(); i++) {
            char c = text.charAt(i);
            digits = c >= '0' && c <= '9' && !(c == '0' && i == 0 && text.length() > 1);
            value = value * 10 + (c - '0');
        }
        if (!digits) {
            throw new Unreadable(Unreadable.Reason.HEADER, "header " + name + " is not a number");
        }
        return value;
    }

    Instant instant(String name) throws Unreadable {
        try {
            return IsoInstant.parse(text(name));
        } catch (IllegalArgumentException | DateTimeException _) {
            throw new Unreadable(Unreadable.Reason.HEADER, "header " + name + " is not a time");
        }
    }

    <T> T value(SealedCodec<T> codec, byte @Nullable [] bytes) throws Unreadable {
        if (bytes == null) {
            throw new Unreadable(Unreadable.Reason.VALUE, "no value");
        }
        int version = version();
        String must = optional(MUST);
        return codec.decode(
                text(TYPE),
                version,
                must == null || must.isEmpty() ? Set.of() : Set.of(must.split(",", -1)),
                bytes);
    }

    private int version() throws Unreadable {
        long version = number(VERSION);
        if (version < 1 || version > Short.MAX_VALUE) {
            throw new Unreadable(Unreadable.Reason.HEADER, "no such type version");
        }
        return (int) version;
    }

    static void writeMark(EncodedRecord record, SealedCodec.TypeMark mark) {
        record.with(TYPE, mark.name()).with(VERSION, Integer.toString(mark.version()));
        if (!mark.must().isEmpty()) {
            record.with(MUST, String.join(",", mark.must().stream().sorted().toList()));
        }
    }
}
