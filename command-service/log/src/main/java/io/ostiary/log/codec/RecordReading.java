package io.ostiary.log.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/**
 * The headers of a record, each read once. Names we do not know are passed over: tools add theirs
 * (tracing).
 */
final class RecordReading {

    private static final HeaderName[] NAMES = HeaderName.values();

    // By the key's hash; written without a lock, since a record is whole or not seen at all.
    private static final @Nullable Seen[] SEEN = new Seen[1024];

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Seen(byte[] key, AccountId account) {}

    // Bytes until they are asked for.
    private final byte[] @Nullable [] values = new byte[NAMES.length][];
    private int expected;
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
        int at = find(header.key());
        if (at >= 0) {
            byte[] bytes = header.value();
            twice |= values[at] != null || bytes == null || bytes.length > NAMES[at].maxLength();
            values[at] = bytes;
            expected = at + 1;
        }
    }

    private int find(String name) {
        for (int i = expected; i < NAMES.length; i++) {
            if (NAMES[i].text().equals(name)) {
                return i;
            }
        }
        for (int i = 0; i < expected; i++) {
            if (NAMES[i].text().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Null when the key is not an account id. */
    static @Nullable AccountId key(byte @Nullable [] key) {
        if (key == null || key.length != AccountId.LENGTH) {
            return null;
        }
        // Who reads a log meets the same accounts again and again.
        int slot = Arrays.hashCode(key) & (SEEN.length - 1);
        Seen seen = SEEN[slot];
        if (seen != null && Arrays.equals(seen.key, key)) {
            return seen.account;
        }
        String text = new String(key, UTF_8);
        if (!AccountId.isValid(text)) {
            return null;
        }
        var account = new AccountId(text);
        SEEN[slot] = new Seen(key.clone(), account);
        return account;
    }

    @Nullable String optional(HeaderName name) {
        byte[] bytes = values[name.ordinal()];
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private byte[] present(HeaderName name) throws Unreadable {
        byte[] bytes = values[name.ordinal()];
        if (bytes == null) {
            throw new Unreadable(Unreadable.Reason.HEADER, "header " + name.text() + " is missing");
        }
        return bytes;
    }

    String text(HeaderName name) throws Unreadable {
        return new String(present(name), UTF_8);
    }

    /** Refuses repetitions and another account than the key's. */
    void check(AccountId key) throws Unreadable {
        if (twice) {
            throw new Unreadable(Unreadable.Reason.HEADER, "a header twice, empty or too long");
        }
        byte[] account = present(HeaderName.ACCOUNT);
        if (!Ascii.is(account, 0, account.length, key.value())) {
            throw new Unreadable(Unreadable.Reason.ACCOUNT, "the key is another account's");
        }
    }

    Instant instant(HeaderName name) throws Unreadable {
        try {
            return IsoInstant.parse(text(name));
        } catch (IllegalArgumentException | DateTimeException _) {
            throw new Unreadable(
                    Unreadable.Reason.HEADER, "header " + name.text() + " is not a time");
        }
    }

    <T> T value(SealedCodec<T> codec, byte @Nullable [] bytes) throws Unreadable {
        return codec.decode(text(HeaderName.TYPE), bytes);
    }
}
