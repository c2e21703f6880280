package io.ostiary.contract.result;

import io.ostiary.contract.shape.DeletionTaskFailureReasonType;
import io.ostiary.contract.shape.Role;

import org.jspecify.annotations.Nullable;

/** The answers about service-linked roles (IAM API Reference). */
public sealed interface ServiceLinkedRoleResult extends Result {

    record CreateServiceLinkedRoleResult(Role role) implements ServiceLinkedRoleResult {}

    record DeleteServiceLinkedRoleResult(String deletionTaskId)
            implements ServiceLinkedRoleResult {}

    /**
     * @param reason why it failed; null here, where none fails
     */
    record GetServiceLinkedRoleDeletionStatusResult(
            @Nullable DeletionTaskFailureReasonType reason, String status)
            implements ServiceLinkedRoleResult {}
}
