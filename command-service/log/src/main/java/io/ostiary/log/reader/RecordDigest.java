package io.ostiary.log.reader;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether a log still holds the record that a sink has folded: SHA-256 over all of it. */
final class RecordDigest {

    private RecordDigest() {}

    static String of(ConsumerRecord<byte[], byte[]> record) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(record.offset())
                            .putLong(record.timestamp())
                            .array());
            part(digest, record.key());
            part(digest, record.value());
            for (Header header : record.headers()) {
                part(digest, header.key().getBytes(StandardCharsets.UTF_8));
                part(digest, header.value());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }

    private static void part(MessageDigest digest, byte @Nullable [] bytes) {
        int length = bytes == null ? -1 : bytes.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        if (bytes != null) {
            digest.update(bytes);
        }
    }
}
