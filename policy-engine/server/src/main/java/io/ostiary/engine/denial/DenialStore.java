package io.ostiary.engine.denial;

import io.ostiary.contract.id.AccountId;

import java.time.Instant;
import java.util.List;

/** Keeps records for a while, a bounded number of each account. */
public interface DenialStore {

    /** Keeps nothing. */
    DenialStore NONE =
            new DenialStore() {
                @Override
                public boolean keep(AccountId reader, String requestId, Instant at, byte[] record) {
                    return false;
                }

                @Override
                public List<byte[]> find(AccountId reader, String requestId, Instant now) {
                    return List.of();
                }

                @Override
                public void sweep(Instant now) {}
            };

    /**
     * From one thread only.
     *
     * @param record one line of text in UTF-8
     * @return false when there is no room
     */
    boolean keep(AccountId reader, String requestId, Instant at, byte[] record);

    /** Those of the request that are not too old, in the order in which they came. */
    List<byte[]> find(AccountId reader, String requestId, Instant now);

    /** Gives back what is too old; from the thread that keeps. */
    void sweep(Instant now);
}
