package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;

import java.util.Map;

/**
 * What a reader tells gateways in other processes. Called by the reader's thread; each method may
 * throw a {@link org.apache.kafka.common.KafkaException}, after which the reader announces itself
 * anew before it asks for another lease.
 */
public interface Reporting {

    /** In one process nobody needs to be told: {@link Progress} is asked. */
    Reporting NONE =
            new Reporting() {
                @Override
                public void announce() {}

                @Override
                public void folded(long[] positions, Map<AccountId, Long> revisions) {}

                @Override
                public void confirm(long[] positions) {}

                @Override
                public void leave() {}
            };

    /** Takes a fresh instance id and returns when the broker has acknowledged it. */
    void announce();

    /**
     * Says how far the reader is; need not wait.
     *
     * @param positions the next offset of every partition of iam.events; -1 of a halted one, whose
     *     accounts are refused
     * @param revisions of the accounts that were folded, or refused, since the last call
     */
    void folded(long[] positions, Map<AccountId, Long> revisions);

    /** Returns when the broker has acknowledged a report of these positions. */
    void confirm(long[] positions);

    /** The reader answers nothing any more. */
    void leave();
}
