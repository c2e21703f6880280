package io.ostiary.gateway.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.rpc.Code;

import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsFiles;
import io.ostiary.gateway.edge.TrustedProxies;
import io.ostiary.gateway.envoy.EnvoyRoutes;
import io.ostiary.gateway.envoy.EnvoyServer;
import io.ostiary.testkit.ServerIdentity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The port where Envoys ask: gRPC over TLS, with the gateway's certificate, and nothing else. */
@Timeout(60)
final class EnvoyTransportTest {
    private static final CheckRequest EMPTY = CheckRequest.getDefaultInstance();

    @TempDir private Path folder;

    private TestGateway gateway(ServerIdentity identity) throws IOException {
        Path routes =
                Files.writeString(
                        folder.resolve("routes.json"),
                        """
                        {"hosts": ["a"], "routes": [{"path": "/x", "service": "execute-api",
                        "action": "execute-api:Invoke", "resource": "*"}]}
                        """);
        var usual = GatewayConfig.onLoopback(0, "us-east-1");
        return TestGateway.at(
                new GatewayConfig(
                        new Listening(
                                List.of(ListenAddress.loopback(0)),
                                new TlsFiles(identity.certificateFile(), identity.keyFile()),
                                TrustedProxies.NONE,
                                false),
                        usual.eventLoops(),
                        usual.limits(),
                        usual.pipeline(),
                        usual.drain(),
                        Duration.ofMillis(20),
                        new EnvoyServer.Settings(
                                ListenAddress.loopback(0), EnvoyRoutes.read(routes))),
                Instant.now());
    }

    private static ManagedChannel channel(int port, ServerIdentity trusted) throws IOException {
        return NettyChannelBuilder.forAddress("localhost", port)
                .sslContext(
                        GrpcSslContexts.forClient()
                                .trustManager(trusted.certificateFile().toFile())
                                .build())
                .build();
    }

    private static int code(int port, ServerIdentity trusted, CheckRequest check)
            throws IOException {
        ManagedChannel channel = channel(port, trusted);
        try {
            return AuthorizationGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .check(check)
                    .getStatus()
                    .getCode();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void grpcIsSpokenOverTlsAndARenewedCertificateIsServed() throws IOException {
        var identity = ServerIdentity.ofLocalhost(folder);
        var renewed = ServerIdentity.ofLocalhost(folder);
        try (var gateway = gateway(identity)) {
            int port = gateway.envoyPort();
            assertEquals(Code.UNAUTHENTICATED_VALUE, code(port, identity, EMPTY));
            // Whom the client does not trust it does not ask.
            assertThrows(StatusRuntimeException.class, () -> code(port, renewed, EMPTY));
            renewed.replace(identity);
            int told = -1;
            while (told < 0) {
                try {
                    told = code(port, renewed, EMPTY);
                } catch (StatusRuntimeException e) {
                    Thread.onSpinWait();
                }
            }
            assertEquals(Code.UNAUTHENTICATED_VALUE, told);
        }
    }

    @Test
    void aMessageTooLargeIsRefusedAndTheNextIsAnswered() throws IOException {
        var identity = ServerIdentity.ofLocalhost(folder);
        var large =
                CheckRequest.newBuilder()
                        .setAttributes(
                                AttributeContext.newBuilder()
                                        .putContextExtensions("x", "x".repeat(4 * 1024 * 1024)))
                        .build();
        try (var gateway = gateway(identity)) {
            int port = gateway.envoyPort();
            assertThrows(StatusRuntimeException.class, () -> code(port, identity, large));
            assertEquals(Code.UNAUTHENTICATED_VALUE, code(port, identity, EMPTY));
        }
    }

    @Test
    void nothingElseIsServedThere() throws IOException {
        var identity = ServerIdentity.ofLocalhost(folder);
        try (var gateway = gateway(identity);
                var plain = new Socket(InetAddress.getLoopbackAddress(), gateway.envoyPort());
                var tls =
                        ServerIdentity.trusting(identity)
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), gateway.envoyPort())) {
            for (Socket socket : List.of(plain, tls)) {
                socket.setSoTimeout(20_000);
                String answer = "";
                try {
                    socket.getOutputStream()
                            .write(
                                    ("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                                            .getBytes(StandardCharsets.US_ASCII));
                    answer =
                            new String(
                                    socket.getInputStream().readAllBytes(),
                                    StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                    // hung up, which is an answer, too
                }
                assertEquals(-1, answer.indexOf("200 OK"), answer);
                assertEquals(-1, answer.indexOf("ok\n"), answer);
            }
        }
    }
}
