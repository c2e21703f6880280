package io.ostiary.projection.query;

import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.AccountView;

import java.util.HashMap;
import java.util.Map;

/**
 * GetAccountSummary: what an account holds, and how much it may hold, by the names of the model's
 * summaryKeyType. Rows are counted, not read.
 */
final class AccountSummary {

    /** Sessions of this house are good everywhere, as those of AWS's regional endpoints (v2). */
    private static final int TOKEN_VERSION = 2;

    private AccountSummary() {}

    static Map<String, Integer> of(AccountView account) {
        var summary = new HashMap<String, Integer>();
        held(account, "Users", Table.USERS, Quota.USERS, summary);
        held(account, "Groups", Table.GROUPS, Quota.GROUPS, summary);
        held(account, "Roles", Table.ROLES, Quota.ROLES, summary);
        held(account, "Policies", Table.POLICIES, Quota.POLICIES, summary);
        held(
                account,
                "InstanceProfiles",
                Table.INSTANCE_PROFILES,
                Quota.INSTANCE_PROFILES,
                summary);
        held(account, "PolicyVersionsInUse", Table.POLICY_COUNTS, Quota.VERSIONS_IN_USE, summary);
        held(
                account,
                "ServerCertificates",
                Table.SERVER_CERTIFICATES,
                Quota.SERVER_CERTIFICATES,
                summary);
        limit(account, "AccessKeysPerUserQuota", Quota.ACCESS_KEYS, summary);
        limit(account, "SigningCertificatesPerUserQuota", Quota.SIGNING_CERTIFICATES, summary);
        limit(account, "GroupsPerUserQuota", Quota.GROUPS_OF_USER, summary);
        limit(account, "AttachedPoliciesPerUserQuota", Quota.POLICIES_OF_USER, summary);
        limit(account, "AttachedPoliciesPerGroupQuota", Quota.POLICIES_OF_GROUP, summary);
        limit(account, "AttachedPoliciesPerRoleQuota", Quota.POLICIES_OF_ROLE, summary);
        limit(account, "UserPolicySizeQuota", Quota.INLINE_SIZE_OF_USER, summary);
        limit(account, "GroupPolicySizeQuota", Quota.INLINE_SIZE_OF_GROUP, summary);
        limit(account, "RolePolicySizeQuota", Quota.INLINE_SIZE_OF_ROLE, summary);
        limit(account, "AssumeRolePolicySizeQuota", Quota.TRUST_POLICY_SIZE, summary);
        limit(account, "PolicySizeQuota", Quota.MANAGED_POLICY_SIZE, summary);
        limit(account, "VersionsPerPolicyQuota", Quota.VERSIONS_OF_POLICY, summary);
        root(account, summary);
        summary.put("MFADevices", 0);
        summary.put("MFADevicesInUse", 0);
        summary.put("Providers", 0);
        summary.put("GlobalEndpointTokenVersion", TOKEN_VERSION);
        return summary;
    }

    private static void root(AccountView account, Map<String, Integer> summary) {
        var id = new EntityId(EntityKind.ROOT, account.id().value());
        Credentials root = account.credentialsOf(id);
        boolean hasKeys = root != null && !root.accessKeys().isEmpty();
        boolean hasPassword = root != null && root.loginProfile() != null;
        boolean hasCertificates =
                account.scan(Table.SIGNING_CERTIFICATES, HeldCredential.prefix(id), "")
                        .iterator()
                        .hasNext();
        summary.put("AccountAccessKeysPresent", hasKeys ? 1 : 0);
        summary.put("AccountPasswordPresent", hasPassword ? 1 : 0);
        summary.put("AccountSigningCertificatesPresent", hasCertificates ? 1 : 0);
        summary.put("AccountMFAEnabled", 0);
    }

    private static void held(
            AccountView account,
            String name,
            Table<?> table,
            Quota quota,
            Map<String, Integer> summary) {
        summary.put(name, account.count(table));
        limit(account, name + "Quota", quota, summary);
    }

    private static void limit(
            AccountView account, String name, Quota quota, Map<String, Integer> summary) {
        summary.put(name, quota.limit(account));
    }
}
