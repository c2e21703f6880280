package io.ostiary.contract.event;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.shape.Tag;

import java.time.Instant;
import java.util.List;

/** The organization, in the history of its management account. */
public sealed interface OrganizationEvent extends Event {

    /**
     * @param organizationId o- and ten characters
     * @param rootId r- and four characters
     * @param featureSet ALL or CONSOLIDATED_BILLING
     */
    record OrganizationCreated(String organizationId, String rootId, String featureSet, Instant at)
            implements OrganizationEvent {}

    /**
     * @param requestId car- and 32 hexadecimal digits
     */
    record AccountCreationStarted(
            String requestId,
            AccountId account,
            String name,
            String email,
            String roleName,
            List<Tag> tags,
            Instant at)
            implements OrganizationEvent {
        public AccountCreationStarted {
            tags = List.copyOf(tags);
        }
    }

    /**
     * @param accountRevision of the new account's own history, by which it is open
     */
    record AccountCreationSucceeded(String requestId, long accountRevision, Instant at)
            implements OrganizationEvent {}

    record AccountCreationFailed(String requestId, String reason, Instant at)
            implements OrganizationEvent {}

    /** The account is to be closed; it is when its own history says so. */
    record MemberClosing(AccountId account, Instant at) implements OrganizationEvent {}

    /**
     * @param accountRevision of the account's own history, by which it is closed
     */
    record MemberClosed(AccountId account, long accountRevision) implements OrganizationEvent {}

    /**
     * @param accountRevision of the account's own history, by which it is open again
     */
    record MemberReopened(AccountId account, long accountRevision) implements OrganizationEvent {}

    /** The account is gone for good, and no member any more. */
    record MemberRemoved(AccountId account) implements OrganizationEvent {}

    /**
     * @param unitId ou-, the root's four characters, - and eight more
     * @param parentId the root or another unit
     */
    record OrganizationalUnitCreated(String unitId, String parentId, String name, Instant at)
            implements OrganizationEvent {}

    record OrganizationalUnitRenamed(String unitId, String name) implements OrganizationEvent {}

    record OrganizationalUnitDeleted(String unitId) implements OrganizationEvent {}

    /**
     * @param parentId where the account is now: the root or a unit
     */
    record AccountMoved(AccountId account, String parentId) implements OrganizationEvent {}

    /**
     * @param partId of the root, a unit, an account or a policy
     */
    record OrganizationPartTagged(String partId, List<Tag> tags) implements OrganizationEvent {
        public OrganizationPartTagged {
            tags = List.copyOf(tags);
        }
    }

    record OrganizationPartUntagged(String partId, List<String> keys) implements OrganizationEvent {
        public OrganizationPartUntagged {
            keys = List.copyOf(keys);
        }
    }

    /** AWS's policy that allows everything is attached to root, units and accounts from here on. */
    record PolicyTypeEnabled(OrganizationPolicyType type) implements OrganizationEvent {}

    /** Whatever was attached of the type is detached everywhere. */
    record PolicyTypeDisabled(OrganizationPolicyType type) implements OrganizationEvent {}

    /**
     * @param policyId p- and ten characters
     */
    record OrganizationPolicyCreated(
            String policyId,
            OrganizationPolicyType type,
            String name,
            String description,
            String content)
            implements OrganizationEvent {}

    /** All of it as it is now. */
    record OrganizationPolicyUpdated(
            String policyId, String name, String description, String content)
            implements OrganizationEvent {}

    record OrganizationPolicyDeleted(String policyId) implements OrganizationEvent {}

    /**
     * @param targetId of the root, a unit or an account
     */
    record OrganizationPolicyAttached(String policyId, String targetId)
            implements OrganizationEvent {}

    /**
     * @param targetId of the root, a unit or an account
     */
    record OrganizationPolicyDetached(String policyId, String targetId)
            implements OrganizationEvent {}
}
