package io.ostiary.sealing;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;

import java.util.Optional;

/**
 * One account's key for its secrets at rest. Everything it seals is bound to account, entity and
 * version: a ciphertext that was moved to another account, another entity, or put back after a
 * newer one, does not open.
 */
public final class DataKey {

    static final int BYTES = 32;

    private final AccountId account;
    private final Seal seal;
    private final byte[] bytes;

    DataKey(AccountId account, byte[] bytes) {
        this.account = account;
        this.bytes = bytes;
        this.seal = Seal.with(PurposeKey.derived(bytes, Purpose.ACCOUNT_SECRET));
    }

    public AccountId account() {
        return account;
    }

    /**
     * @param entity an access key id, or the unique id of a user whose password hash it is
     * @param version counts the values that this entity's secret has had, from 1
     */
    public SealedSecret seal(Secret secret, String entity, long version) {
        return seal.seal(secret, boundTo(entity, version));
    }

    /** Empty when it was sealed for anything else. */
    public Optional<Secret> open(SealedSecret sealed, String entity, long version) {
        return seal.open(sealed, boundTo(entity, version));
    }

    private AssociatedData boundTo(String entity, long version) {
        return AssociatedData.of(account.value(), entity, Long.toString(version));
    }

    /** The caller must not change it. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "DataKey[" + account + "]";
    }
}
