package io.ostiary.gateway.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Engine.NewPassword;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.secret.Secret;
import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsFiles;
import io.ostiary.gateway.edge.TrustedProxies;
import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.sealing.InternalMac;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKey;
import io.ostiary.testkit.ServerIdentity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Whom the internal calls believe, on both sides. */
@Timeout(60)
final class RemoteTrustTest extends RemotePortsFixture {

    @Test
    void anEngineThatDoesNotAnswerRefuses() {
        engineServer.close();
        var refused =
                assertInstanceOf(
                        Authentication.Refused.class,
                        get(
                                remote.authenticate(
                                        new SignedRequest(
                                                "GET", "/", "", List.of(), "00", "iam"))));
        assertEquals("ServiceUnavailable", refused.error().code());
        assertEquals(Set.of(), get(remote.closedAccounts(NOW)));
        var failure =
                assertThrows(CompletionException.class, () -> get(remote.uniqueIds(Set.of("arn"))));
        assertEquals(
                503,
                assertInstanceOf(RefusedRequest.class, failure.getCause()).error().httpStatus());
    }

    @Test
    void anotherMasterKeyIsRefusedOnBothSides() {
        PurposeKey other = MasterKey.random().keysFor(KeyRole.GATEWAY).key(Purpose.INTERNAL_CALL);
        var stranger = new RemoteEngine(client(enginePort, other));
        assertInstanceOf(
                Hashing.Refused.class,
                get(
                        stranger.hashPassword(
                                new NewPassword(ACTOR, "ana", Secret.of("password"), null))));
        assertTrue(engine.asked.isEmpty());
    }

    @Test
    void aDirectCallIsAnswered403AndNothingMore() throws Exception {
        byte[] body =
                new InternalCalls(key)
                        .uniqueIds
                        .questions()
                        .encode(new InternalCalls.UniqueIdsCall(Set.of("arn")));
        String path = "/internal/unique-ids";
        InternalMac mac = new InternalMac(key);
        Instant now = Instant.now();
        assertEquals(403, post(path, body, null));
        assertEquals(403, post(path, body, "AAAA"));
        assertEquals(403, post(path, body, mac.stamp("POST", path, new byte[0], now)));
        assertEquals(403, post(path, body, mac.stamp("POST", "/internal/authorize", body, now)));
        assertEquals(
                403,
                post(path, body, mac.stamp("POST", path, body, now.minus(Duration.ofMinutes(2)))));
        assertEquals(403, post("/", body, mac.stamp("POST", "/", body, now)));
        String once = mac.stamp("POST", path, body, now);
        assertEquals(200, post(path, body, once));
        assertEquals(403, post(path, body, once));
    }

    private int post(String path, byte[] body, @org.jspecify.annotations.Nullable String stamp)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + enginePort + path))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            if (stamp != null) {
                request.header(InternalMac.HEADER, stamp);
            }
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertTrue(response.statusCode() == 200 || response.body().isEmpty());
            return response.statusCode();
        }
    }

    @Test
    void a135_overTlsOnlyACertificateOfThatHostAndOfATrustedAuthorityIsBelieved(
            @TempDir Path folder) {
        var ours = ServerIdentity.ofLocalhost(folder);
        var elsewhere = ServerIdentity.make(folder, "dns:elsewhere.example", "-1d");
        var request = new SignedRequest("GET", "/", "", List.of(), "00", "iam");
        for (var identity : List.of(ours, elsewhere)) {
            var listening =
                    new Listening(
                            List.of(ListenAddress.loopback(0)),
                            new TlsFiles(identity.certificateFile(), identity.keyFile()),
                            TrustedProxies.NONE,
                            false);
            try (var server = InternalServer.of(engine, vertx, key, Instant::now)) {
                String url = "https://127.0.0.1:" + server.start(listening);
                for (var trusted : List.of(ours, elsewhere)) {
                    var client =
                            new InternalClient(
                                    vertx,
                                    Neighbour.parse(url, trusted.certificateFile()),
                                    key,
                                    Instant::now);
                    var answer = get(new RemoteEngine(client).authenticate(request));
                    boolean believed = identity == ours && trusted == ours;
                    assertEquals(believed, answer instanceof Authentication.Verified);
                }
                // Whom Java trusts has certified none of these.
                var unknowing =
                        new InternalClient(vertx, Neighbour.parse(url, null), key, Instant::now);
                assertInstanceOf(
                        Authentication.Refused.class,
                        get(new RemoteEngine(unknowing).authenticate(request)));
                // Nor is plain HTTP answered there.
                var plain =
                        new InternalClient(
                                vertx,
                                Neighbour.parse(url.replace("https", "http"), null),
                                key,
                                Instant::now);
                assertInstanceOf(
                        Authentication.Refused.class,
                        get(new RemoteEngine(plain).authenticate(request)));
            }
        }
    }
}
