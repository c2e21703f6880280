package io.ostiary.log.codec;

import io.ostiary.contract.id.AccountId;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Data keys as iam.account-keys holds them: the key is the account, a record without a value says
 * that the data key was shredded. May be used by many threads.
 */
public final class AccountKeyCodec {

    private final SealedCodec<AccountKey> keys = SealedCodec.of(AccountKey.class);

    public EncodedRecord encode(AccountId account, AccountKey key) {
        return switch (key) {
            case AccountKey.ShreddedKey _ -> new EncodedRecord(account, null);
            case AccountKey.WrappedKey wrapped -> {
                var record = new EncodedRecord(account, keys.encode(wrapped));
                record.with(HeaderName.TYPE, keys.mark(wrapped));
                yield record.with(HeaderName.ACCOUNT, account.value());
            }
        };
    }

    public Decoded<AccountKeyRecord> decode(ConsumerRecord<byte[], byte[]> record) {
        AccountId account = RecordReading.key(record.key());
        if (account == null) {
            return new Decoded.Unreadable<>(
                    Unreadable.Reason.KEY, null, null, null, "the key is not an account id");
        }
        if (record.value() == null) {
            return new Decoded.Readable<>(
                    new AccountKeyRecord(account, new AccountKey.ShreddedKey()));
        }
        try {
            RecordReading headers = RecordReading.of(record);
            headers.check(account);
            return new Decoded.Readable<>(
                    new AccountKeyRecord(account, headers.value(keys, record.value())));
        } catch (Unreadable e) {
            return new Decoded.Unreadable<>(e.reason(), account, null, null, EventCodec.message(e));
        }
    }

    /** An account's newest word on its key. */
    public record AccountKeyRecord(AccountId account, AccountKey key) {}
}
