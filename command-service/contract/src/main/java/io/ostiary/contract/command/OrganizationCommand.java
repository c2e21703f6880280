package io.ostiary.contract.command;

import io.ostiary.contract.event.Qualified;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What changes an organization (Organizations API Reference). */
public sealed interface OrganizationCommand extends Command {

    record CreateOrganization(@Nullable String featureSet) implements OrganizationCommand {}

    /** What only the management account of an organization may do. */
    sealed interface ManagementCommand extends OrganizationCommand {}

    record CreateAccount(
            String accountName,
            String email,
            @Nullable String iamUserAccessToBilling,
            @Nullable String roleName,
            List<Tag> tags)
            implements ManagementCommand {
        public CreateAccount {
            tags = List.copyOf(tags);
        }
    }

    /** Answered when the account is closed for every reader. */
    record CloseAccount(String accountId) implements ManagementCommand {}

    record CreateOrganizationalUnit(String name, String parentId, List<Tag> tags)
            implements ManagementCommand {
        public CreateOrganizationalUnit {
            tags = List.copyOf(tags);
        }
    }

    /**
     * @param name left out, nothing changes
     */
    record UpdateOrganizationalUnit(@Nullable String name, String organizationalUnitId)
            implements ManagementCommand {}

    record DeleteOrganizationalUnit(String organizationalUnitId) implements ManagementCommand {}

    record MoveAccount(String accountId, String destinationParentId, String sourceParentId)
            implements ManagementCommand {}

    /**
     * @param resourceId of an account, a unit, the root or a policy
     */
    record TagResource(String resourceId, List<Tag> tags) implements ManagementCommand {
        public TagResource {
            tags = List.copyOf(tags);
        }
    }

    record UntagResource(String resourceId, List<String> tagKeys) implements ManagementCommand {
        public UntagResource {
            tagKeys = List.copyOf(tagKeys);
        }
    }

    /** What changes the organization's policies, or where they are attached. */
    sealed interface PolicyManagement extends ManagementCommand {}

    record EnablePolicyType(String policyType, String rootId) implements PolicyManagement {}

    record DisablePolicyType(String policyType, String rootId) implements PolicyManagement {}

    @Qualified
    record CreatePolicy(
            String content, String description, String name, List<Tag> tags, String type)
            implements PolicyManagement {
        public CreatePolicy {
            tags = List.copyOf(tags);
        }
    }

    /** What is left out stays as it is. */
    record UpdatePolicy(
            @Nullable String content,
            @Nullable String description,
            @Nullable String name,
            String policyId)
            implements PolicyManagement {}

    @Qualified
    record DeletePolicy(String policyId) implements PolicyManagement {}

    /**
     * @param targetId of an account, a unit or the root
     */
    record AttachPolicy(String policyId, String targetId) implements PolicyManagement {}

    /**
     * @param targetId of an account, a unit or the root
     */
    record DetachPolicy(String policyId, String targetId) implements PolicyManagement {}
}
