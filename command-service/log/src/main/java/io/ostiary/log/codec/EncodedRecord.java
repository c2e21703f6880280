package io.ostiary.log.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A record ready to be produced; what it weighs is known before a transaction begins. */
public final class EncodedRecord {

    // Batch and record overhead, and the lengths of key, value and headers, at their most.
    private static final int OVERHEAD = 61 + 5 * 6;
    private static final int HEADER_OVERHEAD = 2 * 5;

    private final AccountId account;
    private final byte[] key;
    private final byte @Nullable [] value;
    private final List<Header> headers = new ArrayList<>(8);
    private int size;

    EncodedRecord(AccountId account, byte @Nullable [] value) {
        this.account = account;
        this.key = account.value().getBytes(UTF_8);
        this.value = value;
        this.size = OVERHEAD + key.length + (value == null ? 0 : value.length);
    }

    EncodedRecord with(HeaderName name, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        headers.add(new RecordHeader(name.text(), bytes));
        size += HEADER_OVERHEAD + name.text().length() + bytes.length;
        return this;
    }

    public AccountId account() {
        return account;
    }

    /** At least what it takes in the log, in bytes, whatever the compression. */
    public int size() {
        return size;
    }

    public ProducerRecord<byte[], byte[]> to(String topic, int partition) {
        return new ProducerRecord<>(topic, partition, key, value, headers);
    }
}
