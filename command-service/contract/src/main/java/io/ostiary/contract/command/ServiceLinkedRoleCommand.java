package io.ostiary.contract.command;

import org.jspecify.annotations.Nullable;

/** What makes and deletes service-linked roles (IAM API Reference). */
public sealed interface ServiceLinkedRoleCommand extends IamCommand {

    record CreateServiceLinkedRole(
            String awsServiceName, @Nullable String customSuffix, @Nullable String description)
            implements ServiceLinkedRoleCommand {}

    record DeleteServiceLinkedRole(String roleName) implements ServiceLinkedRoleCommand {}
}
