package io.ostiary.gateway.edge;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate and its key, looked at before anybody is served by them: they can be read, belong
 * together, and are valid today.
 */
public final class TlsIdentity {

    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /** Forward secrecy and authenticated encryption (RFC 9325, section 4.2). */
    private static final List<String> SUITES =
            List.of(
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final int DNS_NAME = 2;

    private final TlsFiles.Pem pem;
    private final X509Certificate certificate;

    private TlsIdentity(TlsFiles.Pem pem, X509Certificate certificate) {
        this.pem = pem;
        this.certificate = certificate;
    }

    /**
     * @throws UnusableTls when nobody could be served with them
     */
    public static TlsIdentity read(TlsFiles files, Vertx vertx, InstantSource clock)
            throws UnusableTls {
        return of(files.read(), files, vertx, clock);
    }

    static TlsIdentity of(TlsFiles.Pem pem, TlsFiles files, Vertx vertx, InstantSource clock)
            throws UnusableTls {
        X509Certificate certificate = certificate(pem, files);
        PrivateKey key = key(pem, files, certificate.getPublicKey(), vertx);
        if (!belongTogether(key, certificate.getPublicKey())) {
            throw new UnusableTls(
                    "the key of `"
                            + files.key()
                            + "` is not that of `"
                            + files.certificate()
                            + "`");
        }
        Date now = Date.from(clock.instant());
        if (now.before(certificate.getNotBefore()) || now.after(certificate.getNotAfter())) {
            throw new UnusableTls(
                    "the certificate of `"
                            + files.certificate()
                            + "` is valid from "
                            + certificate.getNotBefore().toInstant()
                            + " to "
                            + certificate.getNotAfter().toInstant());
        }
        return new TlsIdentity(pem, certificate);
    }

    boolean isOf(TlsFiles.Pem other) {
        return pem.isSameAs(other);
    }

    /** TLS 1.2 and 1.3, and nothing that is known to be weak. */
    HttpServerOptions serving(HttpServerOptions options) {
        options.setSsl(true)
                .setKeyCertOptions(keyCert(pem))
                .setSslHandshakeTimeout(HANDSHAKE.toSeconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setEnabledSecureTransportProtocols(PROTOCOLS);
        SUITES.forEach(options::addEnabledCipherSuite);
        return options;
    }

    /** The same for a server that listens already. */
    ServerSSLOptions options() {
        return serving(new HttpServerOptions()).getSslOptions().copy();
    }

    /** The first name that clients may call the server by; null when it names none. */
    public @Nullable String name() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                for (List<?> name : names) {
                    if (name.get(0).equals(DNS_NAME)
                            && name.get(1) instanceof String text
                            && !text.startsWith("*")) {
                        return text;
                    }
                }
            }
        } catch (CertificateParsingException e) {
            // then it names nobody
        }
        return null;
    }

    private static PemKeyCertOptions keyCert(TlsFiles.Pem pem) {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(pem.certificate()))
                .addKeyValue(Buffer.buffer(pem.key()));
    }

    private static X509Certificate certificate(TlsFiles.Pem pem, TlsFiles files)
            throws UnusableTls {
        try {
            var all =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem.certificate()));
            if (!all.isEmpty() && all.iterator().next() instanceof X509Certificate first) {
                return first;
            }
        } catch (GeneralSecurityException e) {
            throw new UnusableTls(
                    "`" + files.certificate() + "` holds no certificate in PEM: " + e.getMessage(),
                    e);
        }
        throw new UnusableTls("`" + files.certificate() + "` holds no certificate in PEM");
    }

    private static PrivateKey key(
            TlsFiles.Pem pem, TlsFiles files, PublicKey publicKey, Vertx vertx) throws UnusableTls {
        try {
            for (KeyManager manager : keyCert(pem).getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509KeyManager keys) {
                    String[] aliases = keys.getServerAliases(publicKey.getAlgorithm(), null);
                    PrivateKey key =
                            aliases == null || aliases.length == 0
                                    ? null
                                    : keys.getPrivateKey(aliases[0]);
                    if (key != null) {
                        return key;
                    }
                }
            }
        } catch (Exception e) { // what Vert.x declares
            throw new UnusableTls(
                    "`" + files.key() + "` holds no private key in PEM that can be read", e);
        }
        throw new UnusableTls("`" + files.key() + "` holds no private key in PEM");
    }

    /** A key store would take any two; the first handshake would fail. */
    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] text = {1, 2, 3};
        try {
            var signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(text);
            byte[] signature = signer.sign();
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(text);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + certificate.getSubjectX500Principal() + "]";
    }
}
