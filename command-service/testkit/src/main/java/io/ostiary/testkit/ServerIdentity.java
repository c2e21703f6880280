package io.ostiary.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signs itself, and its key, as files in PEM; made by the JDK's keytool, since
 * the JDK has no API that makes one.
 */
public record ServerIdentity(Path certificateFile, Path keyFile, X509Certificate certificate) {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";

    /** Of localhost and 127.0.0.1, valid today. */
    public static ServerIdentity ofLocalhost(Path folder) {
        return make(folder, "dns:localhost,ip:127.0.0.1", "-1d");
    }

    /**
     * @param names as keytool's extension {@code san} has them
     * @param from when it begins to be valid, for three days; such as {@code -10d}
     */
    public static ServerIdentity make(Path folder, String names, String from) {
        try {
            Path home = Files.createTempDirectory(folder, "identity");
            Path store = home.resolve("store.p12");
            run(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=ostiary test",
                            "-ext",
                            "san=" + names,
                            "-startdate",
                            from,
                            "-validity",
                            "3",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD));
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Certificate certificate = Objects.requireNonNull(keys.getCertificate(ALIAS));
            Key key = Objects.requireNonNull(keys.getKey(ALIAS, PASSWORD.toCharArray()));
            return new ServerIdentity(
                    pem(home.resolve("cert.pem"), "CERTIFICATE", certificate.getEncoded()),
                    pem(home.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()),
                    (X509Certificate) certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts its files in the place of another's, as a renewal does: each at once. */
    public void replace(ServerIdentity old) {
        move(certificateFile, old.certificateFile);
        move(keyFile, old.keyFile);
    }

    /** Each at once. */
    public static void move(Path from, Path to) {
        try {
            Path copy = Files.copy(from, to.resolveSibling(to.getFileName() + ".new"));
            Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client's settings that trust these and nobody else. */
    public static SSLContext trusting(ServerIdentity... trusted) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < trusted.length; i++) {
                store.setCertificateEntry("trusted" + i, trusted[i].certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String label, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n",
                US_ASCII);
    }

    private static void run(List<String> command) throws IOException {
        var process =
                new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), US_ASCII);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
