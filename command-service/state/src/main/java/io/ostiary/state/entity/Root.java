package io.ostiary.state.entity;

/** The account's root user; its one key is constant. */
public record Root(Credentials credentials) implements Entity {

    public static final String KEY = "root";

    @Override
    public Table<Root> table() {
        return Table.ROOT;
    }

    @Override
    public String key() {
        return KEY;
    }
}
