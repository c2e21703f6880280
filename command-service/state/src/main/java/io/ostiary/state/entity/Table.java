package io.ostiary.state.entity;

import io.ostiary.contract.id.EntityKind;

import java.util.List;

/**
 * A kind of entity, and the letter under which stores keep it. Letters are for ever: they lie on
 * disks.
 *
 * @param index its place in {@link #ALL}: for tables of tables in memory, never stored
 * @param <E> what the table holds
 */
public record Table<E extends Entity>(int index, char letter, Class<E> type) {

    public static final Table<Account> ACCOUNT = new Table<>(0, 'a', Account.class);
    public static final Table<Root> ROOT = new Table<>(1, '0', Root.class);
    public static final Table<User> USERS = new Table<>(2, 'u', User.class);
    public static final Table<Group> GROUPS = new Table<>(3, 'g', Group.class);
    public static final Table<Role> ROLES = new Table<>(4, 'r', Role.class);
    public static final Table<ManagedPolicy> POLICIES = new Table<>(5, 'p', ManagedPolicy.class);
    public static final Table<InstanceProfile> INSTANCE_PROFILES =
            new Table<>(6, 'i', InstanceProfile.class);
    public static final Table<Ref> REFS = new Table<>(7, 'x', Ref.class);
    public static final Table<GroupMember> GROUP_MEMBERS = new Table<>(8, 'm', GroupMember.class);
    public static final Table<RoleProfile> ROLE_PROFILES = new Table<>(9, 'n', RoleProfile.class);
    public static final Table<PolicyUse> POLICY_USES = new Table<>(10, 'q', PolicyUse.class);
    public static final Table<PolicyCount> POLICY_COUNTS = new Table<>(11, 'c', PolicyCount.class);
    public static final Table<Organization> ORGANIZATION = new Table<>(12, 'o', Organization.class);
    public static final Table<AccountCreation> ACCOUNT_CREATIONS =
            new Table<>(13, 's', AccountCreation.class);
    public static final Table<MemberAccount> MEMBER_ACCOUNTS =
            new Table<>(14, 'b', MemberAccount.class);
    public static final Table<AccountReservation> ACCOUNT_RESERVATIONS =
            new Table<>(15, 'v', AccountReservation.class);
    public static final Table<EmailReservation> EMAIL_RESERVATIONS =
            new Table<>(16, 'e', EmailReservation.class);
    public static final Table<RegisteredMasterKey> MASTER_KEY =
            new Table<>(17, 'k', RegisteredMasterKey.class);
    public static final Table<PendingFollowUp> PENDING_FOLLOW_UPS =
            new Table<>(18, 'f', PendingFollowUp.class);
    public static final Table<PasswordPolicy> PASSWORD_POLICY =
            new Table<>(19, 'w', PasswordPolicy.class);
    public static final Table<AccountAlias> ACCOUNT_ALIAS =
            new Table<>(20, 'l', AccountAlias.class);
    public static final Table<AliasReservation> ALIAS_RESERVATIONS =
            new Table<>(21, 'j', AliasReservation.class);
    public static final Table<AliasHolder> ALIAS_HOLDERS = new Table<>(22, 'h', AliasHolder.class);
    public static final Table<ServerCertificate> SERVER_CERTIFICATES =
            new Table<>(23, 't', ServerCertificate.class);
    public static final Table<RoleDeletionTask> ROLE_DELETION_TASKS =
            new Table<>(24, 'd', RoleDeletionTask.class);
    public static final Table<SshPublicKey> SSH_PUBLIC_KEYS =
            new Table<>(25, 'y', SshPublicKey.class);
    public static final Table<ServiceSpecificCredential> SERVICE_SPECIFIC_CREDENTIALS =
            new Table<>(26, 'z', ServiceSpecificCredential.class);
    public static final Table<SigningCertificate> SIGNING_CERTIFICATES =
            new Table<>(27, '1', SigningCertificate.class);
    public static final Table<FormerPasswords> FORMER_PASSWORDS =
            new Table<>(28, '2', FormerPasswords.class);
    public static final Table<LastUse> LAST_USES = new Table<>(29, '3', LastUse.class);
    public static final Table<CredentialReport> CREDENTIAL_REPORT =
            new Table<>(30, '4', CredentialReport.class);

    /** No event fills it: the projection makes the text when it folds that there is a report. */
    public static final Table<CredentialReportText> CREDENTIAL_REPORT_TEXT =
            new Table<>(31, '5', CredentialReportText.class);

    public static final Table<RaisedQuota> RAISED_QUOTAS = new Table<>(32, 'Q', RaisedQuota.class);
    public static final Table<OrganizationalUnit> ORGANIZATIONAL_UNITS =
            new Table<>(33, '7', OrganizationalUnit.class);
    public static final Table<OrganizationChild> ORGANIZATION_CHILDREN =
            new Table<>(34, '8', OrganizationChild.class);

    public static final Table<Bucket> BUCKETS = new Table<>(35, 'B', Bucket.class);
    public static final Table<BucketReservation> BUCKET_RESERVATIONS =
            new Table<>(36, 'N', BucketReservation.class);
    public static final Table<Resource> RESOURCES = new Table<>(37, 'R', Resource.class);

    public static final List<Table<? extends Entity>> ALL =
            List.of(
                    ACCOUNT,
                    ROOT,
                    USERS,
                    GROUPS,
                    ROLES,
                    POLICIES,
                    INSTANCE_PROFILES,
                    REFS,
                    GROUP_MEMBERS,
                    ROLE_PROFILES,
                    POLICY_USES,
                    POLICY_COUNTS,
                    ORGANIZATION,
                    ACCOUNT_CREATIONS,
                    MEMBER_ACCOUNTS,
                    ACCOUNT_RESERVATIONS,
                    EMAIL_RESERVATIONS,
                    MASTER_KEY,
                    PENDING_FOLLOW_UPS,
                    PASSWORD_POLICY,
                    ACCOUNT_ALIAS,
                    ALIAS_RESERVATIONS,
                    ALIAS_HOLDERS,
                    SERVER_CERTIFICATES,
                    ROLE_DELETION_TASKS,
                    SSH_PUBLIC_KEYS,
                    SERVICE_SPECIFIC_CREDENTIALS,
                    SIGNING_CERTIFICATES,
                    FORMER_PASSWORDS,
                    LAST_USES,
                    CREDENTIAL_REPORT,
                    CREDENTIAL_REPORT_TEXT,
                    RAISED_QUOTAS,
                    ORGANIZATIONAL_UNITS,
                    ORGANIZATION_CHILDREN,
                    BUCKETS,
                    BUCKET_RESERVATIONS,
                    RESOURCES);

    /** Where things of a kind lie. */
    public static Table<? extends Entity> of(EntityKind kind) {
        return switch (kind) {
            case ROOT -> ROOT;
            case USER -> USERS;
            case GROUP -> GROUPS;
            case ROLE -> ROLES;
            case POLICY -> POLICIES;
            case INSTANCE_PROFILE -> INSTANCE_PROFILES;
            case SERVER_CERTIFICATE -> SERVER_CERTIFICATES;
        };
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
