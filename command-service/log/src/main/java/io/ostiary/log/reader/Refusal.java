package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;

/**
 * An account that is refused from an event on, because that event may be a revocation and could not
 * be folded. A sink keeps it, answers nothing for the account, and a newer version begins again at
 * its offset.
 *
 * @param offset the first event that was not folded
 * @param message for operators; repeats nothing of the event
 */
public record Refusal(AccountId account, int partition, long offset, Cause cause, String message) {

    /** The same, from a later event on: those before it were folded by another try. */
    Refusal at(long laterOffset) {
        return new Refusal(account, partition, laterOffset, cause, message);
    }

    /** True when nothing is new but that some more events could be folded. */
    public boolean isRestOf(Refusal before) {
        return offset > before.offset && equals(before.at(offset));
    }

    /** Why. */
    public enum Cause {
        /** The record is not one of ours, or of a later version. */
        UNREADABLE,
        /** Its revision is not the one after the account's last. */
        OUT_OF_SEQUENCE,
        /** The sink could not apply it. */
        NOT_APPLICABLE
    }
}
