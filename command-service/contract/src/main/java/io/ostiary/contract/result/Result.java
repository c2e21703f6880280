package io.ostiary.contract.result;

/** The answer of an operation. Operations without output have none. */
public sealed interface Result
        permits AccountResult,
                UserResult,
                GroupResult,
                RoleResult,
                ServiceLinkedRoleResult,
                PolicyResult,
                InstanceProfileResult,
                AccessKeyResult,
                LoginProfileResult,
                ServerCertificateResult,
                SshPublicKeyResult,
                ServiceSpecificCredentialResult,
                SigningCertificateResult,
                CredentialReportResult,
                MfaDeviceResult,
                OrganizationResult,
                S3Result,
                ResourceResult,
                OperatorResult,
                StsResult,
                EngineResult {}
