package io.ostiary.gateway.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsFiles;
import io.ostiary.gateway.edge.TlsReload;
import io.ostiary.gateway.edge.TrustedProxies;
import io.ostiary.testkit.ServerIdentity;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/** TLS as the gateway speaks it (attack A135). */
@Timeout(60)
final class TlsTest {
    private static final int RSA_AES128_CBC = 0x002F;
    private static final int ECDHE_ECDSA_AES128_CBC = 0xC009;
    private static final int ECDHE_ECDSA_AES128_CBC_SHA256 = 0xC023;
    private static final int ECDHE_ECDSA_RC4 = 0xC007;
    private static final int ECDHE_ECDSA_3DES = 0xC008;
    private static final int ECDHE_ECDSA_NULL = 0xC006;
    private static final int ECDHE_ECDSA_AES128_GCM = 0xC02B;
    private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir private Path folder;
    private ServerIdentity identity;

    @BeforeEach
    void make() {
        identity = ServerIdentity.ofLocalhost(folder);
    }

    private TestGateway gateway() {
        var usual = GatewayConfig.onLoopback(0, "us-east-1");
        var listening =
                new Listening(
                        List.of(ListenAddress.loopback(0)),
                        new TlsFiles(identity.certificateFile(), identity.keyFile()),
                        TrustedProxies.NONE,
                        false);
        return TestGateway.at(
                new GatewayConfig(
                        listening,
                        usual.eventLoops(),
                        usual.limits(),
                        usual.pipeline(),
                        usual.drain(),
                        Duration.ofMillis(20)),
                Instant.now());
    }

    private static SSLSocket connect(SSLContext context, int port) throws IOException {
        return (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    /** What a kept connection answers to one more request. */
    private static String health(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\nok\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("hung up after " + answer);
            }
            answer.append((char) next);
        }
        return answer.substring(0, answer.indexOf("\r\n"));
    }

    private static Certificate served(SSLContext context, int port) throws IOException {
        try (SSLSocket socket = connect(context, port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void tls12And13AreSpoken() throws IOException {
        try (var gateway = gateway()) {
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket =
                        connect(ServerIdentity.trusting(identity), gateway.port())) {
                    socket.setEnabledProtocols(new String[] {version});
                    assertEquals("HTTP/1.1 200 OK", health(socket));
                    assertEquals(version, socket.getSession().getProtocol());
                    assertTrue(socket.getSession().getCipherSuite().contains("GCM"));
                }
            }
        }
    }

    @Test
    void a135_olderVersionsAndWeakSuitesAreRefused() throws IOException {
        try (var gateway = gateway()) {
            int port = gateway.port();
            var cbc = List.of(ECDHE_ECDSA_AES128_CBC, RSA_AES128_CBC);
            assertNotEquals(
                    ClientHello.HANDSHAKE, ClientHello.answer(port, ClientHello.TLS_1_0, cbc));
            assertNotEquals(
                    ClientHello.HANDSHAKE, ClientHello.answer(port, ClientHello.TLS_1_1, cbc));
            for (int weak :
                    List.of(
                            RSA_AES128_CBC,
                            ECDHE_ECDSA_AES128_CBC,
                            ECDHE_ECDSA_AES128_CBC_SHA256,
                            ECDHE_ECDSA_RC4,
                            ECDHE_ECDSA_3DES,
                            ECDHE_ECDSA_NULL)) {
                assertEquals(
                        ClientHello.ALERT,
                        ClientHello.answer(port, ClientHello.TLS_1_2, List.of(weak)),
                        Integer.toHexString(weak));
            }
            // The honest twin: the same message with one sound suite beside the weak ones.
            assertEquals(
                    ClientHello.HANDSHAKE,
                    ClientHello.answer(
                            port,
                            ClientHello.TLS_1_2,
                            List.of(RSA_AES128_CBC, ECDHE_ECDSA_AES128_GCM)));
        }
    }

    @Test
    void plainHttpIsNotAnsweredWhereTlsIsSpoken() throws IOException {
        try (var gateway = gateway();
                var socket =
                        new java.net.Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            assertFalse(new String(answer, StandardCharsets.US_ASCII).contains("HTTP"));
        }
    }

    @Test
    void whatComesOverTlsIsSecureTransport() throws IOException {
        try (var gateway = gateway();
                SSLSocket socket = connect(ServerIdentity.trusting(identity), gateway.port())) {
            String form = "Action=ListUsers&Version=2010-05-08";
            socket.getOutputStream()
                    .write(
                            ("POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                            + TestGateway.ALICE
                                            + "\r\nContent-Type: application/x-www-form-urlencoded"
                                            + "\r\nContent-Length: "
                                            + form.length()
                                            + "\r\n\r\n"
                                            + form)
                                    .getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', socket.getInputStream().read());
            assertTrue(gateway.engine.facts.getFirst().secureTransport());
        }
    }

    @Test
    void aRenewedCertificateIsServedToNewConnectionsAndOldOnesStay() throws Exception {
        var renewed = ServerIdentity.ofLocalhost(folder);
        SSLContext both = ServerIdentity.trusting(identity, renewed);
        try (var gateway = gateway();
                SSLSocket kept = connect(both, gateway.port())) {
            health(kept);
            assertEquals(identity.certificate(), served(both, gateway.port()));
            renewed.replace(identity);
            awaitServed(renewed.certificate(), both, gateway.port());
            assertEquals("HTTP/1.1 200 OK", health(kept));
            assertEquals(identity.certificate(), kept.getSession().getPeerCertificates()[0]);
        }
    }

    private static void awaitServed(Certificate wanted, SSLContext context, int port)
            throws IOException {
        while (!served(context, port).equals(wanted)) {
            Thread.onSpinWait();
        }
    }

    /** Tells what the reload complains of. */
    private static final class Complaints extends AppenderBase<ILoggingEvent> {
        private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel() == ch.qos.logback.classic.Level.ERROR) {
                told.add(event.getFormattedMessage());
            }
        }

        String next() throws InterruptedException {
            String text = told.poll(20, TimeUnit.SECONDS);
            return text == null ? "" : text;
        }
    }

    @Test
    void aFileThatCannotBeUsedLeavesTheOldCertificateAndIsToldOnce() throws Exception {
        var complaints = new Complaints();
        complaints.start();
        var log = (Logger) LoggerFactory.getLogger(TlsReload.class);
        log.addAppender(complaints);
        var other = ServerIdentity.ofLocalhost(folder);
        var expired = ServerIdentity.make(folder, "dns:localhost", "-10d");
        SSLContext all = ServerIdentity.trusting(identity, other, expired);
        Path oldCertificate = Files.copy(identity.certificateFile(), folder.resolve("old.pem"));
        try (var gateway = gateway()) {
            ServerIdentity.move(other.keyFile(), identity.keyFile());
            String first = complaints.next();
            assertTrue(first.contains("is not that of"), first);
            assertEquals(identity.certificate(), served(all, gateway.port()));
            Path broken = Files.writeString(folder.resolve("broken"), "-----BEGIN NOTHING-----");
            ServerIdentity.move(broken, identity.certificateFile());
            String second = complaints.next();
            assertTrue(second.contains("holds no certificate"), second);
            assertEquals(identity.certificate(), served(all, gateway.port()));
            expired.replace(identity);
            String third = complaints.next();
            while (!third.contains("is valid from")) { // between the two files it is another
                third = complaints.next();
                assertFalse(third.isEmpty());
            }
            assertFalse(first.contains("PRIVATE KEY-----"), first);
            other.replace(identity);
            awaitServed(other.certificate(), all, gateway.port());
        } finally {
            log.detachAppender(complaints);
            Files.delete(oldCertificate);
        }
    }

    @Test
    void aStartWithAKeyOfAnotherCertificateIsRefused() {
        var other = ServerIdentity.ofLocalhost(folder);
        ServerIdentity.move(other.keyFile(), identity.keyFile());
        var refused = assertThrows(IllegalArgumentException.class, this::gateway);
        assertTrue(String.valueOf(refused.getMessage()).contains("is not that of"));
    }

    @Test
    void a135_aCertificateForAnotherNameIsRefusedByWhoAsks() throws IOException {
        identity = ServerIdentity.make(folder, "dns:elsewhere.example", "-1d");
        try (var gateway = gateway();
                SSLSocket socket = connect(ServerIdentity.trusting(identity), gateway.port())) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            assertThrows(SSLHandshakeException.class, socket::startHandshake);
        }
    }
}
