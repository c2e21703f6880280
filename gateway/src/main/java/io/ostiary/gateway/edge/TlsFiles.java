package io.ostiary.gateway.edge;

import io.vertx.core.Vertx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * The files of a server's identity, in PEM.
 *
 * @param certificate the server's own first, then those between it and the root
 * @param key its private key, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {

    /** More than any chain or key has. */
    private static final int MAX_BYTES = 1 << 20;

    /**
     * What they hold now.
     *
     * @throws UnusableTls when one cannot be read
     */
    Pem read() throws UnusableTls {
        return new Pem(bytes(certificate), bytes(key));
    }

    /**
     * Looks before anything is started.
     *
     * @throws UnusableTls when nobody could be served with what they hold now
     */
    public void requireUsable(InstantSource clock) throws UnusableTls {
        Vertx vertx = Vertx.vertx();
        try {
            TlsIdentity.read(this, vertx, clock);
        } finally {
            vertx.close().await();
        }
    }

    private static byte[] bytes(Path file) throws UnusableTls {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnusableTls("`" + file + "` is too large for a certificate or a key");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnusableTls("`" + file + "` cannot be read: " + e.getMessage(), e);
        }
    }

    /** The two texts; prints neither. */
    static final class Pem {
        private final byte[] certificate;
        private final byte[] key;

        Pem(byte[] certificate, byte[] key) {
            this.certificate = certificate;
            this.key = key;
        }

        byte[] certificate() {
            return certificate;
        }

        byte[] key() {
            return key;
        }

        boolean isSameAs(Pem other) {
            return Arrays.equals(certificate, other.certificate)
                    && MessageDigest.isEqual(key, other.key);
        }
    }
}
