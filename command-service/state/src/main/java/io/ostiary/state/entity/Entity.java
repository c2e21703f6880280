package io.ostiary.state.entity;

/**
 * One stored thing of an account. A sink keeps each under its table and key, and iterates a table
 * in key order.
 */
public sealed interface Entity
        permits Account,
                Root,
                Attachable,
                HeldCredential,
                Ref,
                GroupMember,
                RoleProfile,
                PolicyUse,
                PolicyCount,
                RoleDeletionTask,
                OrganizationPart,
                OrganizationChild,
                Bucket,
                BucketReservation,
                Resource,
                AccountCreation,
                AccountReservation,
                EmailReservation,
                RegisteredMasterKey,
                PendingFollowUp,
                PasswordPolicy,
                FormerPasswords,
                AccountAlias,
                AliasReservation,
                AliasHolder,
                LastUse,
                CredentialReport,
                CredentialReportText,
                RaisedQuota {

    Table<? extends Entity> table();

    /** Unique within the table; ASCII; ordering it as text orders the table. */
    String key();
}
