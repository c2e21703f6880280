package io.ostiary.standalone.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.AwsProgram;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.lesson.Tenant.Person;
import io.ostiary.standalone.proxy.Nginx.Server;
import io.ostiary.testkit.ServerIdentity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * nginx in front, in its usual settings: what it makes of Host, port and path is not what the
 * client signed (wire trap 17), and who calls is whom it says (attack A022).
 */
@ExtendWith(RunningHouse.Shared.class)
@Timeout(120)
final class BehindNginxTest {
    private static final String ONLY_SECURE =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*",
            "Condition":{"IpAddress":{"aws:SourceIp":"127.0.0.1"},
            "Bool":{"aws:SecureTransport":"%s"}}}}\
            """;

    @TempDir private Path folder;
    private final RunningHouse house;
    private final Tenant tenant;

    BehindNginxTest(RunningHouse house) {
        this.house = house;
        this.tenant = house.newAccount();
    }

    private static Server plain(String location) {
        return new Server("", location);
    }

    private static List<String> settings() {
        return List.of(
                // As the documentation begins; the name that was called is told beside it.
                "location / { proxy_pass http://house; proxy_set_header X-Forwarded-Host"
                        + " $http_host; }",
                // The port is lost.
                "location / { proxy_pass http://house; proxy_set_header Host $host;"
                        + " proxy_set_header X-Forwarded-Port $server_port; }",
                "location / { proxy_pass http://house; proxy_set_header Host $http_host; }",
                "location / { proxy_pass http://house; proxy_set_header Host"
                        + " $host:$server_port; }",
                // Name and port told apart.
                "location / { proxy_pass http://house; proxy_set_header X-Forwarded-Host $host;"
                        + " proxy_set_header X-Forwarded-Port $server_port; }",
                // Under a path, with which some clients send a slash and some do not.
                "location = /aws { proxy_pass http://house/; proxy_set_header Host $http_host;"
                        + " proxy_set_header X-Forwarded-Prefix /aws; }\n"
                        + "location /aws/ { proxy_pass http://house/; proxy_set_header Host"
                        + " $http_host; proxy_set_header X-Forwarded-Prefix /aws; }");
    }

    private Nginx nginx(ServerIdentity identity) throws Exception {
        List<Server> servers = new ArrayList<>();
        for (String setting : settings()) {
            servers.add(plain(forwarding(setting)));
        }
        for (String setting : settings()) {
            servers.add(
                    new Server(
                            " ssl",
                            "ssl_certificate %s;\nssl_certificate_key %s;\n%s"
                                    .formatted(
                                            identity.certificateFile(),
                                            identity.keyFile(),
                                            forwarding(setting))));
        }
        String upstream =
                "upstream house { server " + URI.create(house.url()).getAuthority() + "; }\n";
        return Nginx.start(folder, upstream, servers);
    }

    private static String forwarding(String setting) {
        return setting.replace(
                "{ proxy_pass",
                "{ proxy_bind "
                        + RunningHouse.TRUSTED_PROXY
                        + "; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"
                        + " proxy_set_header X-Forwarded-Proto $scheme; proxy_pass");
    }

    private static String url(Nginx nginx, int setting, boolean tls) {
        return (tls ? "https" : "http")
                + "://localhost:"
                + nginx.port(tls ? setting + settings().size() : setting)
                + (setting == settings().size() - 1 ? "/aws/" : "/");
    }

    private static SdkHttpClient http(ServerIdentity trusted) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("proxy", trusted.certificate());
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        TrustManager[] managers = factory.getTrustManagers();
        return UrlConnectionHttpClient.builder().tlsTrustManagersProvider(() -> managers).build();
    }

    private static IamClient iam(String url, AwsCredentials who, SdkHttpClient http) {
        return IamClient.builder()
                .endpointOverride(URI.create(url))
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(who))
                .httpClient(http)
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    @Test
    void a022_anSdkIsVerifiedAndItsSourceAndTransportAreTheClients() throws Exception {
        var identity = ServerIdentity.ofLocalhost(folder);
        Person secure = tenant.user("secure", ONLY_SECURE.formatted("true"));
        Person clear = tenant.user("clear", ONLY_SECURE.formatted("false"));
        try (var nginx = nginx(identity);
                var http = http(identity)) {
            // This SDK's IAM client calls the root, whatever path its endpoint has.
            for (int i = 0; i < settings().size() - 1; i++) {
                for (boolean tls : List.of(true, false)) {
                    String url = url(nginx, i, tls);
                    var allowed = (tls ? secure : clear).client().credentials();
                    var denied = (tls ? clear : secure).client().credentials();
                    assertTrue(iam(url, allowed, http).listUsers().hasUsers(), url);
                    var iam = iam(url, denied, http);
                    var e = assertThrows(IamException.class, iam::listUsers, url);
                    assertEquals("AccessDenied", e.awsErrorDetails().errorCode(), url);
                }
            }
        }
    }

    /** What a client writes itself stands before what nginx adds. */
    @Test
    void a022_whatAClientForgesIsNotTheLastHop() throws Exception {
        var identity = ServerIdentity.ofLocalhost(folder);
        var person =
                tenant.user(
                        "inside",
                        ONLY_SECURE.formatted("false").replace("127.0.0.1", "10.0.0.0/8"));
        try (var nginx = nginx(identity)) {
            // Through nginx, and without it.
            for (String url : List.of("http://127.0.0.1:" + nginx.port(2), house.url())) {
                try (var calls = new SignedCalls(url)) {
                    for (String header :
                            List.of("x-forwarded-for", "x-real-ip", "x-client-ip", "forwarded")) {
                        var reply =
                                calls.presigned(
                                        person.client().credentials(),
                                        "iam",
                                        Map.of("Action", "ListUsers", "Version", SignedCalls.IAM),
                                        Map.of(),
                                        Map.of(
                                                header,
                                                header.equals("forwarded")
                                                        ? "for=10.0.0.1"
                                                        : "10.0.0.1"),
                                        Instant.now());
                        // A Forwarded beside nginx's own word is a contradiction.
                        boolean both = header.equals("forwarded") && !url.equals(house.url());
                        assertEquals(
                                both ? "ValidationError" : "AccessDenied",
                                reply.code(),
                                url + header);
                    }
                }
            }
        }
    }

    @Test
    void theStockProgramIsVerified() throws Exception {
        var identity = ServerIdentity.ofLocalhost(folder);
        Person person = tenant.user("stock", ONLY_SECURE.formatted("true"));
        try (var nginx = nginx(identity)) {
            // Each start of the program takes its time: three that differ most.
            for (int i : List.of(0, 1, settings().size() - 1)) {
                var aws =
                        AwsProgram.with(
                                Map.of(
                                        "AWS_ENDPOINT_URL",
                                        url(nginx, i, true),
                                        "AWS_DEFAULT_REGION",
                                        "us-east-1",
                                        "AWS_ACCESS_KEY_ID",
                                        person.client().credentials().accessKeyId(),
                                        "AWS_SECRET_ACCESS_KEY",
                                        person.client().credentials().secretAccessKey(),
                                        "AWS_CA_BUNDLE",
                                        identity.certificateFile().toString()),
                                folder);
                var answer =
                        aws.run("iam", "get-user", "--query", "User.UserName", "--output", "text");
                assertEquals("stock", answer.out(), answer.err());
            }
        }
    }
}
