package io.ostiary.state.apply;

import io.ostiary.contract.event.RoleEvent;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.RoleDeleted;
import io.ostiary.contract.event.RoleEvent.RoleDeletionTaskSucceeded;
import io.ostiary.contract.event.RoleEvent.RoleUpdated;
import io.ostiary.contract.event.RoleEvent.TrustPolicyUpdated;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.RoleDeletionTask;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

final class RoleApplier {

    private RoleApplier() {}

    static Changes changes(AccountView view, RoleEvent event) {
        return switch (event) {
            case RoleCreated created ->
                    Changes.none()
                            .create(
                                    Existing.fresh(
                                            view,
                                            new Role(
                                                    created.roleId(),
                                                    created.name(),
                                                    created.path(),
                                                    created.at(),
                                                    created.description(),
                                                    created.maxSessionDuration(),
                                                    created.trust(),
                                                    Attachments.NONE)));
            case RoleUpdated updated ->
                    Changes.none()
                            .put(
                                    Existing.entity(view, Role.class, updated.roleId())
                                            .withDescription(
                                                    updated.description(),
                                                    updated.maxSessionDuration()));
            case TrustPolicyUpdated updated ->
                    Changes.none()
                            .put(
                                    Existing.entity(view, Role.class, updated.roleId())
                                            .withTrust(updated.trust()));
            case RoleDeleted deleted ->
                    Changes.none()
                            .remove(Existing.entity(view, Role.class, deleted.roleId()))
                            .delete(Table.LAST_USES, deleted.roleId());
            case RoleDeletionTaskSucceeded succeeded -> {
                Changes changes =
                        Changes.none()
                                .put(new RoleDeletionTask(succeeded.taskId(), succeeded.at()));
                for (String id : succeeded.forgotten()) {
                    changes.delete(Table.ROLE_DELETION_TASKS, id);
                }
                yield changes;
            }
        };
    }
}
