package io.ostiary.state.quota;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.state.entity.RaisedQuota;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an account may hold (IAM User Guide, "IAM and AWS STS quotas": default values, and the table
 * of maxima up to which a raise is approved by itself). The name is what AWS calls it in the error.
 * A quota without a maximum cannot be raised.
 */
public enum Quota {
    /** AWS does not raise it; our maximum, for houses that keep their people here. */
    USERS("UsersPerAccount", 5_000, 1_000_000),
    GROUPS("GroupsPerAccount", 300, 500),
    ROLES("RolesPerAccount", 1_000, 5_000),
    POLICIES("PoliciesPerAccount", 1_500, 5_000),
    INSTANCE_PROFILES("InstanceProfilesPerAccount", 1_000, 5_000),
    GROUPS_OF_USER("GroupsPerUser", 10),
    SERVER_CERTIFICATES("ServerCertificatesPerAccount", 20, 1_000),
    POLICIES_OF_USER("PoliciesPerUser", 10, 20),
    /** In AWS's table, but with the default as its maximum. */
    POLICIES_OF_GROUP("PoliciesPerGroup", 10),
    POLICIES_OF_ROLE("PoliciesPerRole", 10, 25),
    /** Versions of all policies that are attached to something. */
    VERSIONS_IN_USE("PolicyVersionsInUsePerAccount", 10_000),
    VERSIONS_OF_POLICY("VersionsPerPolicy", 5),
    ACCESS_KEYS("AccessKeysPerUser", 2),
    SSH_PUBLIC_KEYS("SSHPublicKeysPerUser", 5),
    SIGNING_CERTIFICATES("CertificatesPerUser", 2),
    /**
     * "A maximum of two sets of service-specific credentials for each supported service per user"
     * (IAM API Reference, CreateServiceSpecificCredential); what AWS calls it is not known.
     */
    SERVICE_SPECIFIC_CREDENTIALS("ServiceSpecificCredentialsPerUser", 2),
    /** Amazon S3 User Guide, "Bucket quotas, limitations, and restrictions"; up to a million. */
    BUCKETS("BucketsPerAccount", 10_000, 1_000_000),
    /** Resources by ARN of which a policy or tags are kept, beside those of buckets: ours. */
    RESOURCES("ResourcesPerAccount", 10_000, 1_000_000),
    ROLES_OF_INSTANCE_PROFILE("InstanceSessionsPerInstanceProfile", 1),
    /** Characters without white space. */
    MANAGED_POLICY_SIZE("PolicySize", 6_144),
    /** Characters without white space. */
    TRUST_POLICY_SIZE("ACLSizePerRole", 2_048, 8_192),
    /** Of all inline policies of a user together, in characters without white space. */
    INLINE_SIZE_OF_USER("UserPolicySize", 2_048),
    INLINE_SIZE_OF_GROUP("GroupPolicySize", 5_120),
    INLINE_SIZE_OF_ROLE("RolePolicySize", 10_240);

    private final String awsName;
    private final int limit;
    private final int maximum;

    Quota(String awsName, int limit) {
        this(awsName, limit, limit);
    }

    Quota(String awsName, int limit, int maximum) {
        this.awsName = awsName;
        this.limit = limit;
        this.maximum = maximum;
    }

    /** By the name that AWS's errors have, exactly. */
    public static Optional<Quota> named(String name) {
        return Arrays.stream(values()).filter(quota -> quota.awsName.equals(name)).findFirst();
    }

    /** Whether just this was set last: then to set it changes nothing. */
    public static boolean isSet(AccountView account, String name, int value) {
        RaisedQuota held = account.find(Table.RAISED_QUOTAS, name);
        return held != null && held.value() == value;
    }

    public String awsName() {
        return awsName;
    }

    /** What holds where nothing was set. */
    public int byDefault() {
        return limit;
    }

    /** What it can be raised to; the default where it cannot be raised. */
    public int maximum() {
        return maximum;
    }

    public boolean isAdjustable() {
        return maximum > limit;
    }

    /** What holds for this account. */
    public int limit(AccountView account) {
        RaisedQuota raised = isAdjustable() ? account.find(Table.RAISED_QUOTAS, awsName) : null;
        return raised == null ? limit : raised.value();
    }

    /** True when there are so many already that one more would pass it. */
    public boolean isReached(AccountView account, int count) {
        return count >= limit(account);
    }

    public AwsError exceeded(AccountView account) {
        return LimitExceeded.quota(awsName, limit(account));
    }
}
