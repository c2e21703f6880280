package io.ostiary.state.entity;

/**
 * In the registry: which master key this log is sealed under; its one key is constant.
 *
 * @param checkValue equal for equal master keys, and of no use for anything else
 */
public record RegisteredMasterKey(String checkValue) implements Entity {

    public static final String KEY = "master-key";

    @Override
    public Table<RegisteredMasterKey> table() {
        return Table.MASTER_KEY;
    }

    @Override
    public String key() {
        return KEY;
    }
}
