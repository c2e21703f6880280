package io.ostiary.state.quota;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.LimitExceeded;

/**
 * What an account may hold (IAM User Guide, "IAM and AWS STS quotas", default values). The name is
 * what AWS calls it in the error.
 */
public enum Quota {
    USERS("UsersPerAccount", 5_000),
    GROUPS("GroupsPerAccount", 300),
    ROLES("RolesPerAccount", 1_000),
    POLICIES("PoliciesPerAccount", 1_500),
    INSTANCE_PROFILES("InstanceProfilesPerAccount", 1_000),
    GROUPS_OF_USER("GroupsPerUser", 10),
    SERVER_CERTIFICATES("ServerCertificatesPerAccount", 20),
    POLICIES_OF_USER("PoliciesPerUser", 10),
    POLICIES_OF_GROUP("PoliciesPerGroup", 10),
    POLICIES_OF_ROLE("PoliciesPerRole", 10),
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
    ROLES_OF_INSTANCE_PROFILE("InstanceSessionsPerInstanceProfile", 1),
    /** Characters without white space. */
    MANAGED_POLICY_SIZE("PolicySize", 6_144),
    /** Characters without white space. */
    TRUST_POLICY_SIZE("ACLSizePerRole", 2_048),
    /** Of all inline policies of a user together, in characters without white space. */
    INLINE_SIZE_OF_USER("UserPolicySize", 2_048),
    INLINE_SIZE_OF_GROUP("GroupPolicySize", 5_120),
    INLINE_SIZE_OF_ROLE("RolePolicySize", 10_240);

    private final String awsName;
    private final int limit;

    Quota(String awsName, int limit) {
        this.awsName = awsName;
        this.limit = limit;
    }

    public int limit() {
        return limit;
    }

    /** True when there are so many already that one more would pass it. */
    public boolean isReached(int count) {
        return count >= limit;
    }

    public AwsError exceeded() {
        return LimitExceeded.quota(awsName, limit);
    }
}
