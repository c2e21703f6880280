package io.ostiary.contract.query;

/**
 * A question to the projection. In a query {@code marker} (Organizations: {@code nextToken}) is the
 * plain position that an earlier answer gave; the gateway seals it for the wire.
 */
public sealed interface Query
        permits AccountQuery,
                UserQuery,
                GroupQuery,
                RoleQuery,
                ServiceLinkedRoleQuery,
                PolicyQuery,
                InstanceProfileQuery,
                AccessKeyQuery,
                LoginProfileQuery,
                ServerCertificateQuery,
                SshPublicKeyQuery,
                ServiceSpecificCredentialQuery,
                SigningCertificateQuery,
                CredentialReportQuery,
                MfaDeviceQuery,
                OrganizationQuery,
                S3Query,
                ResourceQuery,
                OperatorQuery {}
