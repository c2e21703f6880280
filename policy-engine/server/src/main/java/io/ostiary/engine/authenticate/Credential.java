package io.ostiary.engine.authenticate;

import io.ostiary.contract.port.Caller;
import io.ostiary.contract.secret.Secret;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * A credential that is good in a snapshot, as long as the signature proves its secret.
 *
 * @param sealedSecret what holds the secret, sealed; the key of caches
 * @param secret opens it; null when it does not open, which makes the credential none
 */
record Credential(Caller caller, String sealedSecret, Supplier<@Nullable Secret> secret) {

    @Override
    public String toString() {
        return "Credential[" + caller.arn() + "]";
    }
}
