package io.ostiary.sealing;

import java.security.GeneralSecurityException;

import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF with SHA-256 (RFC 5869), extract and expand in one. */
final class Hkdf {

    // Looking an algorithm up costs as much as using it for a token.
    private static final ThreadLocal<KDF> KDFS = ThreadLocal.withInitial(Hkdf::kdf);

    private Hkdf() {}

    private static KDF kdf() {
        try {
            return KDF.getInstance("HKDF-SHA256");
        } catch (GeneralSecurityException e) {
            // Every Java runtime since 25 has it (JEP 510).
            throw new IllegalStateException("HKDF-SHA256 is missing from this Java runtime", e);
        }
    }

    /**
     * @param salt may be empty, which RFC 5869 takes for 32 zero bytes
     * @param length of the result in bytes, at most 8,160
     */
    static byte[] derive(byte[] key, byte[] salt, byte[] info, int length) {
        var extract = HKDFParameterSpec.ofExtract().addIKM(key);
        if (salt.length > 0) {
            extract.addSalt(salt);
        }
        try {
            return KDFS.get().deriveData(extract.thenExpand(info, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("HKDF does not give " + length + " bytes", e);
        }
    }
}
