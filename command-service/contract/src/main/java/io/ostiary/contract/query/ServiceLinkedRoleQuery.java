package io.ostiary.contract.query;

/** What tells of the deletion of service-linked roles (IAM API Reference). */
public sealed interface ServiceLinkedRoleQuery extends Query {

    record GetServiceLinkedRoleDeletionStatus(String deletionTaskId)
            implements ServiceLinkedRoleQuery {}
}
