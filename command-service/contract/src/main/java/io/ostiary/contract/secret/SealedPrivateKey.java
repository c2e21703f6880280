package io.ostiary.contract.secret;

/**
 * A private key after the gateway has read it: the key itself is sealed, and what tells whose key
 * it is travels beside it, so that the writer can compare without ever opening the seal.
 *
 * @param key the PEM text as it was given, sealed as a command field and bound to the request
 * @param publicKeyDigest SHA-256 of the SubjectPublicKeyInfo (RFC 5280, 4.1) of the matching public
 *     key, in hexadecimal digits
 */
public record SealedPrivateKey(SealedSecret key, String publicKeyDigest) {

    /** The member's name under which a key is sealed in a command. */
    public static final String FIELD = "privateKey";

    @Override
    public String toString() {
        return "SealedPrivateKey";
    }
}
