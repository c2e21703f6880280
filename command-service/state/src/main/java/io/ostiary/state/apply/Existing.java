package io.ostiary.state.apply;

import io.ostiary.contract.id.EntityId;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Defect;

/**
 * What an event speaks of must be there: where it is not, the fold has gone wrong and must stop.
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
}
