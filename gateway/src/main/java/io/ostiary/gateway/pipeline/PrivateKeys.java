package io.ostiary.gateway.pipeline;

import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.CommandFields;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads private keys where they come in, so that none travels in the clear: unencrypted PEM of RSA
 * and elliptic curves, as PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) or SEC 1 (RFC 5915).
 *
 * <p>The public key is computed from the private one, never read beside it: what a key file says of
 * its public half may be untrue. No prime is tested, for a test of a large number would hold up the
 * loop of this connection; that factors and exponents belong together is enough.
 */
final class PrivateKeys {

    /** What {@code openssl ecparam -genkey} writes in front of the key; it tells nothing new. */
    private static final String CURVE_ALONE = "EC PARAMETERS";

    /** The largest curve in use has 521 bits. */
    private static final int MAX_CURVE_BITS = 521;

    private PrivateKeys() {}

    /** The key, sealed for its way; empty for a text that is no such key. */
    static Optional<SealedPrivateKey> sealed(String pem, CommandFields fields, String requestId) {
        try {
            SubjectPublicKeyInfo publicKey = publicKey(pem);
            return publicKey == null
                    ? Optional.empty()
                    : Optional.of(
                            new SealedPrivateKey(
                                    fields.seal(Secret.of(pem), SealedPrivateKey.FIELD, requestId),
                                    digest(publicKey)));
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle throws many kinds for what it cannot read. None is told or logged: its
            // message may repeat a part of the key.
            return Optional.empty();
        }
    }

    private static @Nullable SubjectPublicKeyInfo publicKey(String pem) throws IOException {
        try (var reader = new PemReader(new StringReader(pem))) {
            PemObject block = reader.readPemObject();
            if (block != null && block.getType().equals(CURVE_ALONE)) {
                block = reader.readPemObject();
            }
            // Headers say how a key is encrypted (RFC 1421), and one key is all there may be.
            if (block == null || !block.getHeaders().isEmpty() || reader.readPemObject() != null) {
                return null;
            }
            return switch (block.getType()) {
                case "PRIVATE KEY" -> ofPkcs8(PrivateKeyInfo.getInstance(block.getContent()));
                case "RSA PRIVATE KEY" -> ofRsa(RSAPrivateKey.getInstance(block.getContent()));
                case "EC PRIVATE KEY" -> {
                    ECPrivateKey key = ECPrivateKey.getInstance(block.getContent());
                    yield ofCurve(key, key.getParametersObject());
                }
                default -> null;
            };
        }
    }

    private static @Nullable SubjectPublicKeyInfo ofPkcs8(PrivateKeyInfo info) throws IOException {
        AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
        if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return ofRsa(RSAPrivateKey.getInstance(info.parsePrivateKey()));
        }
        return algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                ? ofCurve(
                        ECPrivateKey.getInstance(info.parsePrivateKey()), algorithm.getParameters())
                : null;
    }

    private static @Nullable SubjectPublicKeyInfo ofRsa(RSAPrivateKey key) throws IOException {
        BigInteger p = key.getPrime1();
        BigInteger q = key.getPrime2();
        BigInteger product = key.getPublicExponent().multiply(key.getPrivateExponent());
        boolean consistent =
                p.compareTo(BigInteger.TWO) > 0
                        && q.compareTo(BigInteger.TWO) > 0
                        && p.multiply(q).equals(key.getModulus())
                        && isOneModulo(product, p.subtract(BigInteger.ONE))
                        && isOneModulo(product, q.subtract(BigInteger.ONE));
        return consistent
                ? new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        new RSAPublicKey(key.getModulus(), key.getPublicExponent()))
                : null;
    }

    private static boolean isOneModulo(BigInteger number, BigInteger modulus) {
        return number.mod(modulus).equals(BigInteger.ONE);
    }

    /** On a named curve: the parameters of a curve of one's own are not taken. */
    private static @Nullable SubjectPublicKeyInfo ofCurve(
            ECPrivateKey key, @Nullable ASN1Encodable parameters) {
        if (!(parameters instanceof ASN1ObjectIdentifier curve)) {
            return null;
        }
        X9ECParameters domain = ECNamedCurveTable.getByOID(curve);
        BigInteger secret = key.getKey();
        if (domain == null
                || domain.getCurve().getFieldSize() > MAX_CURVE_BITS
                || secret.signum() <= 0
                || secret.compareTo(domain.getN()) >= 0) {
            return null;
        }
        byte[] point =
                new FixedPointCombMultiplier()
                        .multiply(domain.getG(), secret)
                        .normalize()
                        .getEncoded(false);
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), point);
    }

    private static String digest(SubjectPublicKeyInfo publicKey) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(publicKey.getEncoded("DER")));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
