package io.ostiary.gateway.pipeline;

import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.edge.Origin;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Operations that carry a password or a bearer, there or back: by them alone somebody could go on
 * as their user, without ever signing. They are taken over TLS only, or on this machine.
 */
final class Confidential {

    /** What they answer is a bearer, or a password of another service. */
    private static final Set<String> ANSWERED =
            Set.of("CreateServiceSpecificCredential", "ResetServiceSpecificCredential");

    private Confidential() {}

    /** Null when the way it came is good enough. */
    static @Nullable CommonError refusal(Operation operation, Origin origin) {
        boolean secret = operation.password() != null || ANSWERED.contains(operation.name());
        return !secret || origin.mayCarrySecrets()
                ? null
                : CommonError.accessDenied(
                        operation.name()
                                + " is taken over TLS only. A password that came with it was shown"
                                + " to others on its way and should not be used.");
    }
}
