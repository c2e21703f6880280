package io.ostiary.state.view;

import io.ostiary.contract.id.EntityKind;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Ref;
import io.ostiary.state.entity.Table;

import java.util.ArrayList;
import java.util.List;

/**
 * What an event does to a store: puts and deletes, in order. Only {@link AccountState} and {@link
 * AccountOverlay} execute them.
 */
public final class Changes {

    /** One put or delete. */
    public sealed interface Change {
        record Put(Entity entity) implements Change {}

        record Delete(Table<? extends Entity> table, String key) implements Change {}
    }

    private final List<Change> changes = new ArrayList<>(4);

    public static Changes none() {
        return new Changes();
    }

    public Changes put(Entity entity) {
        changes.add(new Change.Put(entity));
        return this;
    }

    /** A new named entity, with the reference from its unique id. */
    public Changes create(Attachable entity) {
        return put(entity)
                .put(new Ref(entity.entityId().uniqueId(), entity.entityId().kind(), entity.key()));
    }

    /** Removes a named entity with the reference from its unique id. */
    public Changes remove(Attachable entity) {
        return delete(entity).delete(Table.REFS, entity.entityId().uniqueId());
    }

    public Changes reference(String id, EntityKind kind, String target) {
        return put(new Ref(id, kind, target));
    }

    public Changes delete(Entity entity) {
        return delete(entity.table(), entity.key());
    }

    public Changes delete(Table<? extends Entity> table, String key) {
        changes.add(new Change.Delete(table, key));
        return this;
    }

    public List<Change> list() {
        return changes;
    }
}
