package io.ostiary.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.secret.Secret;
import io.ostiary.standalone.cli.CallerOptions.Caller;
import io.ostiary.standalone.folder.Unusable;
import io.ostiary.testkit.ServerIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Whom the subcommands that call a server trust over TLS. */
final class SignedPostTest {

    @TempDir private Path folder;
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private int server(ServerIdentity identity) {
        var options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .setCertPath(identity.certificateFile().toString())
                                        .setKeyPath(identity.keyFile().toString()));
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("{}"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static String answer(int port, @Nullable Path trusted) {
        var caller =
                new Caller(
                        "https://localhost:" + port,
                        "us-east-1",
                        "AKIA",
                        Secret.of("x"),
                        null,
                        trusted);
        return new SignedPost(caller, InstantSource.system()).send("/", Map.of(), "{}").body();
    }

    @Test
    void theFileOfAwsCaBundleIsTrustedAndNothingElse() throws IOException {
        var identity = ServerIdentity.ofLocalhost(folder);
        var another = ServerIdentity.ofLocalhost(folder);
        int port = server(identity);
        assertEquals("{}", answer(port, identity.certificateFile()));
        Path both = folder.resolve("both.pem");
        Files.writeString(
                both,
                Files.readString(another.certificateFile())
                        + Files.readString(identity.certificateFile()));
        assertEquals("{}", answer(port, both));
        for (Path trusted : new @Nullable Path[] {another.certificateFile(), null}) {
            var refused = assertThrows(Unusable.class, () -> answer(port, trusted));
            assertTrue(refused.toString().contains("AWS_CA_BUNDLE"), refused.toString());
        }
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        for (Path trusted : new Path[] {empty, folder.resolve("missing.pem")}) {
            var refused = assertThrows(Unusable.class, () -> answer(port, trusted));
            assertTrue(refused.toString().contains("AWS_CA_BUNDLE: "), refused.toString());
        }
    }
}
