package io.ostiary.sealing;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * Makes, wraps and unwraps the data keys of accounts, for iam.account-keys. A wrapped key is bound
 * to its account and version. Keeps none of them.
 */
public final class AccountKeys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Seal seal;

    /**
     * @param key for {@link Purpose#ACCOUNT_KEY}
     */
    public AccountKeys(PurposeKey key) {
        this.seal = Seal.with(key.require(Purpose.ACCOUNT_KEY));
    }

    public DataKey create(AccountId account) {
        var bytes = new byte[DataKey.BYTES];
        RANDOM.nextBytes(bytes);
        return new DataKey(account, bytes);
    }

    /**
     * @param version of the account's data key, from 1
     */
    public SealedSecret wrap(DataKey key, int version) {
        return seal.seal(key.bytes(), boundTo(key.account(), version));
    }

    /** Empty when it is not this account's key of this version. */
    public Optional<DataKey> unwrap(AccountId account, int version, SealedSecret wrapped) {
        return seal.open(wrapped, boundTo(account, version))
                .filter(key -> key.length() == DataKey.BYTES)
                .map(key -> new DataKey(account, key.revealBytes()));
    }

    private static AssociatedData boundTo(AccountId account, int version) {
        return AssociatedData.of(account.value(), Integer.toString(version));
    }

    @Override
    public String toString() {
        return "AccountKeys";
    }
}
