package io.ostiary.sealing;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce and a 128-bit tag behind the ciphertext. */
final class AesGcm {

    static final int NONCE = 12;
    static final int TAG = 16;

    // Looking the algorithm up costs more than sealing a token. Always initialized before it is
    // used, so nothing is left of the use before.
    private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(AesGcm::cipher);

    private AesGcm() {}

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this Java runtime", e);
        }
    }

    /** Writes ciphertext and tag to {@code out} from {@code at} on. */
    static void seal(
            SecretKeySpec key,
            byte[] nonce,
            byte[] header,
            byte[] associated,
            byte[] clear,
            byte[] out,
            int at) {
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, header, associated);
            cipher.doFinal(clear, 0, clear.length, out, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work in this Java runtime", e);
        }
    }

    /** Null when it was not sealed with exactly this key, nonce, header and associated data. */
    static byte @Nullable [] open(
            SecretKeySpec key,
            byte[] nonce,
            byte[] header,
            byte[] associated,
            byte[] sealed,
            int from) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, header, associated);
            return cipher.doFinal(sealed, from, sealed.length - from);
        } catch (AEADBadTagException _) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work in this Java runtime", e);
        }
    }

    private static Cipher cipher(
            int mode, SecretKeySpec key, byte[] nonce, byte[] header, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = CIPHERS.get();
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        // The header has a fixed length, so header and associated data cannot trade bytes.
        cipher.updateAAD(header);
        cipher.updateAAD(associated);
        return cipher;
    }
}
