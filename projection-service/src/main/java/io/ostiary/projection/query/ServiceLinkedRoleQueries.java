package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.ServiceLinkedRoleQuery;
import io.ostiary.contract.query.ServiceLinkedRoleQuery.GetServiceLinkedRoleDeletionStatus;
import io.ostiary.contract.result.ServiceLinkedRoleResult.GetServiceLinkedRoleDeletionStatusResult;
import io.ostiary.state.entity.RoleDeletionTask;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;

/** What is told of the deletion of service-linked roles. */
final class ServiceLinkedRoleQueries {

    private ServiceLinkedRoleQueries() {}

    static Reply answer(AccountView account, ServiceLinkedRoleQuery query) {
        return switch (query) {
            case GetServiceLinkedRoleDeletionStatus get -> getDeletionStatus(account, get);
        };
    }

    /** The texts are ours: AWS's were not found. */
    static Reply getDeletionStatus(AccountView account, GetServiceLinkedRoleDeletionStatus query) {
        String id = query.deletionTaskId();
        if (!id.startsWith(RoleDeletionTask.PREFIX)) {
            return refused(new InvalidInput("The deletion task id is not valid."));
        }
        return account.find(Table.ROLE_DELETION_TASKS, id) == null
                ? refused(new NoSuchEntity("The deletion task " + id + " cannot be found."))
                : found(new GetServiceLinkedRoleDeletionStatusResult(null, "SUCCEEDED"));
    }
}
