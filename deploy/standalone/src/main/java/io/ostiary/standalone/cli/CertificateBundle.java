package io.ostiary.standalone.cli;

import io.ostiary.standalone.folder.Unusable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom a call over TLS trusts where {@code AWS_CA_BUNDLE} names a file: those in it and nobody
 * else, as the AWS CLI does.
 */
final class CertificateBundle {

    private CertificateBundle() {}

    /**
     * @param file certificates in PEM
     * @throws Unusable when there is none in it
     */
    static SSLContext trusted(Path file) {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(Integer.toString(count++), each);
            }
            if (count == 0) {
                throw new Unusable("AWS_CA_BUNDLE: there is no certificate in " + file);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new Unusable("AWS_CA_BUNDLE: no certificates can be read from " + file, e);
        }
    }
}
