package io.ostiary.state.entity;

import java.time.Instant;

/**
 * That a service-linked role was deleted, for as long as it may be asked. It has no other state: no
 * service has resources here, so that every deletion succeeds at once.
 *
 * @param id {@code task/aws-service-role/SERVICE/ROLE/UUID}
 */
public record RoleDeletionTask(String id, Instant succeededAt) implements Entity {

    /** What every id begins with. */
    public static final String PREFIX = "task/aws-service-role/";

    @Override
    public Table<RoleDeletionTask> table() {
        return Table.ROLE_DELETION_TASKS;
    }

    @Override
    public String key() {
        return id;
    }
}
