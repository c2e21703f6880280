package io.ostiary.contract.command;

import org.jspecify.annotations.Nullable;

/** What changes users' credentials for one service (IAM API Reference). */
public sealed interface ServiceSpecificCredentialCommand extends IamCommand {

    record CreateServiceSpecificCredential(
            @Nullable Integer credentialAgeDays, String serviceName, String userName)
            implements ServiceSpecificCredentialCommand {}

    record ResetServiceSpecificCredential(
            String serviceSpecificCredentialId, @Nullable String userName)
            implements ServiceSpecificCredentialCommand {}

    record UpdateServiceSpecificCredential(
            String serviceSpecificCredentialId, String status, @Nullable String userName)
            implements ServiceSpecificCredentialCommand {}

    record DeleteServiceSpecificCredential(
            String serviceSpecificCredentialId, @Nullable String userName)
            implements ServiceSpecificCredentialCommand {}
}
