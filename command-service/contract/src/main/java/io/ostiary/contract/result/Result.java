package io.ostiary.contract.result;

/** The answer of an operation. Operations without output have none. */
public sealed interface Result
        permits UserResult,
                GroupResult,
                RoleResult,
                PolicyResult,
                InstanceProfileResult,
                AccessKeyResult,
                LoginProfileResult,
                SshPublicKeyResult,
                ServiceSpecificCredentialResult,
                SigningCertificateResult,
                OrganizationResult,
                StsResult {}
