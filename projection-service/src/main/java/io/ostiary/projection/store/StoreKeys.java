package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The keys of the store. A row's key is the twelve digits of its account, a letter, and the rest;
 * so an account's rows lie together and a table's rows in the order of their entities' keys. Rows
 * that are no entities have letters that no table has.
 */
final class StoreKeys {

    /** The account's revision. */
    private static final char REVISION = '!';

    /** From where the account is refused; in the family of marks. */
    private static final char REFUSAL = '?';

    /** What a partition's mark begins with: no digit, so it is never taken for an account. */
    private static final char PARTITION = 'p';

    /** The shape of the entities that wrote the store. */
    static final byte[] SHAPE = {'s'};

    private StoreKeys() {}

    static String entity(AccountId account, Table<?> table, String key) {
        return table(account, table) + key;
    }

    /** What the keys of a table's rows begin with. */
    static String table(AccountId account, Table<?> table) {
        return account.value() + table.letter();
    }

    static String revision(AccountId account) {
        return account.value() + REVISION;
    }

    static String refusal(AccountId account) {
        return account.value() + REFUSAL;
    }

    static boolean isRefusal(byte[] key) {
        return key.length == AccountId.LENGTH + 1 && key[AccountId.LENGTH] == REFUSAL;
    }

    static boolean isMark(byte[] key) {
        return key.length > 1 && key[0] == PARTITION;
    }

    static AccountId account(byte[] key) {
        return new AccountId(new String(key, 0, AccountId.LENGTH, StandardCharsets.US_ASCII));
    }

    static String mark(int partition) {
        return PARTITION + Integer.toString(partition);
    }

    static int partition(byte[] key) {
        return Integer.parseInt(new String(key, 1, key.length - 1, StandardCharsets.US_ASCII));
    }

    /** The revision that a row says; 0 without one. */
    static long revision(byte @Nullable [] value) {
        return value == null ? 0 : Long.parseLong(new String(value, StandardCharsets.US_ASCII));
    }

    /** The row of a revision. */
    static byte[] revision(long revision) {
        return Long.toString(revision).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The least key above all that begin with the prefix. The last byte of UTF-8 is never 0xFF, so
     * it can always be raised.
     */
    static byte[] above(byte[] prefix) {
        byte[] bound = prefix.clone();
        bound[bound.length - 1]++;
        return bound;
    }
}
