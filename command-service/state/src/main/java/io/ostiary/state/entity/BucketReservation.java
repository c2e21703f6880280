package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

/**
 * In the registry: a bucket of this name is the account's, or is about to be.
 *
 * @param revision of the account's own history by which it asked last: giving the name up, as it
 *     did before that, counts no more
 */
public record BucketReservation(String bucket, AccountId account, long revision)
        implements Entity {

    @Override
    public Table<BucketReservation> table() {
        return Table.BUCKET_RESERVATIONS;
    }

    @Override
    public String key() {
        return bucket;
    }
}
