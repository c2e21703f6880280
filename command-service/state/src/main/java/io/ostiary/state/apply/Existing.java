package io.ostiary.state.apply;

import io.ostiary.contract.id.EntityId;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Defect;

/**
 * What an event speaks of must be there, and what it makes must not: where that does not hold, the
 * fold has gone wrong and must stop.
 */
final class Existing {

    private Existing() {}

    static <E extends Entity> E entity(AccountView view, Class<E> type, String uniqueId) {
        Entity found = view.byId(uniqueId);
        if (!type.isInstance(found)) {
            throw new Defect("no " + type.getSimpleName() + " " + uniqueId + " in " + view.id());
        }
        return type.cast(found);
    }

    static Attachable attachable(AccountView view, EntityId id) {
        return entity(view, Attachable.class, id.uniqueId());
    }

    /** A thing that is made: neither its id nor its name is anybody's. */
    static <E extends Attachable> E fresh(AccountView view, E made) {
        if (view.find(Table.REFS, made.entityId().uniqueId()) != null
                || view.find(made.table(), made.key()) != null) {
            throw new Defect("made twice: " + made.entityId().uniqueId() + " in " + view.id());
        }
        return made;
    }

    /** A thing under a new name, which is nobody else's. */
    static <E extends Attachable> E renamed(AccountView view, E moved) {
        if (view.find(moved.table(), moved.key()) instanceof Attachable holder
                && !holder.entityId().equals(moved.entityId())) {
            throw new Defect("a name taken twice: " + moved.entityId().uniqueId());
        }
        return moved;
    }
}
