package io.ostiary.state.entity;

/**
 * What the account may hold of something, where that is not AWS's default.
 *
 * @param name of the quota, as AWS's errors call it
 */
public record RaisedQuota(String name, int value) implements Entity {

    @Override
    public Table<RaisedQuota> table() {
        return Table.RAISED_QUOTAS;
    }

    @Override
    public String key() {
        return name;
    }
}
