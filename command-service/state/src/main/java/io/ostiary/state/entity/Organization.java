package io.ostiary.state.entity;

import java.time.Instant;

/** The organization that this account manages; its one key is constant. */
public record Organization(String id, String rootId, String featureSet, Instant createdAt)
        implements Entity {

    public static final String KEY = "organization";

    @Override
    public Table<Organization> table() {
        return Table.ORGANIZATION;
    }

    @Override
    public String key() {
        return KEY;
    }
}
