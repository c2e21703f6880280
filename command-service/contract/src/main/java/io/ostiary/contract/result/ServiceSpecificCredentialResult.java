package io.ostiary.contract.result;

import io.ostiary.contract.shape.ServiceSpecificCredential;
import io.ostiary.contract.shape.ServiceSpecificCredentialMetadata;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about credentials for one service (IAM API Reference). */
public sealed interface ServiceSpecificCredentialResult extends Result {

    record CreateServiceSpecificCredentialResult(
            ServiceSpecificCredential serviceSpecificCredential)
            implements ServiceSpecificCredentialResult {}

    record ResetServiceSpecificCredentialResult(ServiceSpecificCredential serviceSpecificCredential)
            implements ServiceSpecificCredentialResult {}

    record ListServiceSpecificCredentialsResult(
            @Nullable Boolean isTruncated,
            @Nullable String marker,
            List<ServiceSpecificCredentialMetadata> serviceSpecificCredentials)
            implements ServiceSpecificCredentialResult {
        public ListServiceSpecificCredentialsResult {
            serviceSpecificCredentials = List.copyOf(serviceSpecificCredentials);
        }
    }
}
