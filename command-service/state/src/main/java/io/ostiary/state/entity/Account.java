package io.ostiary.state.entity;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * The account itself; its one key is constant.
 *
 * @param openedBy the request that opened it, so that a second one of the same id is told apart
 * @param managementAccount null for the first account of the house
 * @param closure null while it is open
 */
public record Account(
        AccountId id,
        String name,
        String email,
        @Nullable AccountId managementAccount,
        String openedBy,
        Instant openedAt,
        @Nullable Closure closure)
        implements Entity {

    public static final String KEY = "account";

    /**
     * Since when no credential of the account is good.
     *
     * @param until when it can be reopened no more
     */
    public record Closure(Instant at, Instant until, DataKey key) {

        /**
         * After which the key's tombstone is written a second time. Kafka compacts no segment that
         * is still written to, and begins another one only with a record that comes later than the
         * topic's segment.ms (30 minutes): without one the key would lie on disk for ever.
         */
        private static final Duration ERASED_AFTER = Duration.ofHours(1);

        /** What is left of the account's data key. */
        public enum DataKey {
            KEPT,
            /** For good; its tombstone is written. */
            SHREDDED,
            /** The log's files do not keep it either. */
            ERASED
        }

        /** Whether the sweep has something to do: the key is to go, or to be erased. */
        public boolean isDue(Instant now) {
            return switch (key) {
                case KEPT -> !now.isBefore(until);
                case SHREDDED -> !now.isBefore(until.plus(ERASED_AFTER));
                case ERASED -> false;
            };
        }

        /** Whether the account can still be reopened. */
        public boolean isReopenable(Instant now) {
            return !shredded() && now.isBefore(until);
        }

        public boolean shredded() {
            return key != DataKey.KEPT;
        }
    }

    @Override
    public Table<Account> table() {
        return Table.ACCOUNT;
    }

    @Override
    public String key() {
        return KEY;
    }

    public Account with(@Nullable Closure changed) {
        return new Account(id, name, email, managementAccount, openedBy, openedAt, changed);
    }
}
