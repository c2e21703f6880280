package io.ostiary.state.entity;

import io.ostiary.contract.id.EntityKind;

/**
 * Finds an entity by an id that is not its key: its unique id, or one of its access key ids.
 *
 * @param id AIDA…, AROA…, AKIA… …
 * @param kind what it refers to
 * @param target the key in that kind's table
 */
public record Ref(String id, EntityKind kind, String target) implements Entity {

    @Override
    public Table<Ref> table() {
        return Table.REFS;
    }

    @Override
    public String key() {
        return id;
    }
}
