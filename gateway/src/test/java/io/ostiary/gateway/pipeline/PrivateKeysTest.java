package io.ostiary.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;

import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Which texts are private keys, and what public key matches each. */
final class PrivateKeysTest {
    private static final String REQUEST = "request-1";

    private final CommandFields fields =
            new CommandFields(MasterKey.random().derive(Purpose.COMMAND_FIELD));

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1_024);
        return generator.generateKeyPair();
    }

    private static KeyPair onCurve(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static String pkcs8(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private static RSAPrivateKey pkcs1(KeyPair pair) throws IOException {
        return RSAPrivateKey.getInstance(
                PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded()).parsePrivateKey());
    }

    private static String sec1(KeyPair pair, String curve) throws IOException {
        BigInteger secret = ((java.security.interfaces.ECPrivateKey) pair.getPrivate()).getS();
        int bits = ECNamedCurveTable.getByName(curve).getN().bitLength();
        return pem(
                "EC PRIVATE KEY", new ECPrivateKey(bits, secret, ECNamedCurveTable.getOID(curve)));
    }

    private static String pem(String type, ASN1Object key) throws IOException {
        return pem(type, key.getEncoded());
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN "
                + type
                + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der)
                + "\n-----END "
                + type
                + "-----\n";
    }

    private static String digest(PublicKey key) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    }

    private void reads(String pem, PublicKey key) throws GeneralSecurityException {
        SealedPrivateKey sealed = PrivateKeys.sealed(pem, fields, REQUEST).orElseThrow();
        assertEquals(digest(key), sealed.publicKeyDigest());
        assertEquals(
                Optional.of(Secret.of(pem)),
                fields.open(sealed.key(), SealedPrivateKey.FIELD, REQUEST));
        assertEquals(
                Optional.empty(), fields.open(sealed.key(), SealedPrivateKey.FIELD, "request-2"));
        assertEquals("SealedPrivateKey", sealed.toString());
    }

    private void refuses(String pem) {
        assertEquals(Optional.empty(), PrivateKeys.sealed(pem, fields, REQUEST));
    }

    @Test
    void anRsaKeyIsReadInBothItsForms() throws Exception {
        KeyPair pair = rsa();
        reads(pkcs8(pair), pair.getPublic());
        reads(pem("RSA PRIVATE KEY", pkcs1(pair)), pair.getPublic());
        reads(pkcs8(pair).replace("\n", "\r\n"), pair.getPublic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void aKeyOnACurveIsReadInBothItsForms(String curve) throws Exception {
        KeyPair pair = onCurve(curve);
        reads(pkcs8(pair), pair.getPublic());
        reads(sec1(pair, curve), pair.getPublic());
        // As openssl ecparam -genkey writes it.
        String parameters = pem("EC PARAMETERS", ECNamedCurveTable.getOID(curve));
        reads(parameters + sec1(pair, curve), pair.getPublic());
    }

    @Test
    void anRsaKeyWhoseNumbersDoNotBelongTogetherIsNone() throws Exception {
        RSAPrivateKey one = pkcs1(rsa());
        RSAPrivateKey other = pkcs1(rsa());
        refuses(pem("RSA PRIVATE KEY", mixed(other.getModulus(), one.getPrivateExponent(), one)));
        refuses(pem("RSA PRIVATE KEY", mixed(one.getModulus(), other.getPrivateExponent(), one)));
        refuses(pem("RSA PRIVATE KEY", mixed(BigInteger.ZERO, BigInteger.ZERO, one)));
    }

    private static RSAPrivateKey mixed(
            BigInteger modulus, BigInteger privateExponent, RSAPrivateKey rest) {
        return new RSAPrivateKey(
                modulus,
                rest.getPublicExponent(),
                privateExponent,
                rest.getPrime1(),
                rest.getPrime2(),
                rest.getExponent1(),
                rest.getExponent2(),
                rest.getCoefficient());
    }

    @Test
    void whatIsEncryptedOrNoPrivateKeyOrMoreThanOneIsRefused() throws Exception {
        KeyPair pair = rsa();
        String key = pem("RSA PRIVATE KEY", pkcs1(pair));
        refuses("");
        refuses("not a key");
        refuses(pem("RSA PRIVATE KEY", "not a key".getBytes(US_ASCII)));
        refuses(pem("PRIVATE KEY", new byte[] {0x30, (byte) 0x84, 0x7f, 0, 0, 0}));
        refuses(pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        refuses(pem("ENCRYPTED PRIVATE KEY", pair.getPrivate().getEncoded()));
        refuses(
                key.replace(
                        "KEY-----\n",
                        "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"));
        refuses(key + key);
        refuses(key.substring(0, key.length() / 2));
    }

    @Test
    void keysOfOtherKindsAreRefused() throws Exception {
        refuses(pkcs8(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()));
        // Without its curve, and zero.
        refuses(pem("EC PRIVATE KEY", new ECPrivateKey(256, BigInteger.ONE)));
        refuses(
                pem(
                        "EC PRIVATE KEY",
                        new ECPrivateKey(
                                256, BigInteger.ZERO, ECNamedCurveTable.getOID("secp256r1"))));
    }
}
