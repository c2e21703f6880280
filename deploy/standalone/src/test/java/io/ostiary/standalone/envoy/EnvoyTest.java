package io.ostiary.standalone.envoy;

import static io.ostiary.standalone.envoy.TestEnvoy.signed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;

import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.ostiary.standalone.envoy.TestEnvoy.Passing;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** An Envoy asks whether requests may pass: who signed them, and nothing else, says who asks. */
@ExtendWith(RunningHouse.Shared.class)
@Timeout(60)
final class EnvoyTest {
    private static final String PETS = "pets.example.com";
    private static final String OBJECTS = "objects.example.com";
    private static final String API = "execute-api";
    private static final Map<String, String> NONE = Map.of();

    private final Tenant tenant;
    private final TestEnvoy envoy;
    private final Person alice;
    private final String bearer;

    EnvoyTest(RunningHouse house) {
        tenant = house.newAccount();
        envoy = new TestEnvoy(house.envoyPort());
        alice = tenant.user("alice", Documents.allow("execute-api:Invoke", "*"));
        tenant.user("envoy", Documents.allow("ostiary:Authorize", "*"));
        bearer =
                "Bearer "
                        + tenant.admin()
                                .iam()
                                .createServiceSpecificCredential(
                                        r -> r.userName("envoy").serviceName("authorize.ostiary"))
                                .serviceSpecificCredential()
                                .serviceCredentialSecret();
    }

    @AfterEach
    void close() throws InterruptedException {
        envoy.close();
    }

    private Passing get(String target) {
        return signed(alice.client().credentials(), API, "GET", PETS, target, "", NONE);
    }

    private static void assertAllowed(CheckResponse answer) {
        assertEquals(Code.OK_VALUE, answer.getStatus().getCode(), answer.toString());
        assertTrue(answer.hasOkResponse());
    }

    private void assertDenied(CheckResponse answer) {
        assertDenied(Code.PERMISSION_DENIED, answer);
    }

    private void assertDenied(Code code, CheckResponse answer) {
        assertEquals(code.getNumber(), answer.getStatus().getCode(), answer.toString());
        assertEquals(StatusCode.Forbidden, answer.getDeniedResponse().getStatus().getCode());
        String body = answer.getDeniedResponse().getBody();
        assertTrue(body.length() < 200 && !body.contains(tenant.account()), body);
    }

    @Test
    void aSignedRequestPassesAndItsUpstreamIsToldWhoSigned() {
        var answer =
                envoy.check(
                        get("/pets/7?limit=3")
                                .with("x-ostiary-principal-arn", "arn:aws:iam::1:root")
                                .with("x-ostiary-groups", "admins"),
                        bearer);
        assertAllowed(answer);
        var told =
                answer.getOkResponse().getHeadersList().stream()
                        .collect(
                                Collectors.toMap(
                                        header -> header.getHeader().getKey(),
                                        header -> header.getHeader().getValue()));
        assertEquals(
                Map.of(
                        "x-ostiary-principal-arn",
                        alice.arn(),
                        "x-ostiary-account",
                        tenant.account(),
                        "x-ostiary-user-id",
                        alice.id()),
                told);
        for (HeaderValueOption header : answer.getOkResponse().getHeadersList()) {
            assertEquals(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD, header.getAppendAction());
        }
        var removed = answer.getOkResponse().getHeadersToRemoveList();
        assertTrue(removed.contains("x-ostiary-groups"), removed.toString());
        assertTrue(removed.contains("x-http-method-override"), removed.toString());
        assertFalse(removed.contains("x-ostiary-principal-arn"), removed.toString());
    }

    @Test
    void aPlainHeaderIsNobodysIdentity() {
        var anonymous =
                new Passing(
                        "GET",
                        PETS,
                        "/pets/7",
                        Map.of(
                                "x-ostiary-principal-arn",
                                alice.arn(),
                                "x-user",
                                alice.arn(),
                                "authorization",
                                bearer),
                        "");
        assertDenied(envoy.check(anonymous, bearer));
        assertDenied(envoy.check(anonymous.with("authorization", "AWS4-HMAC-SHA256 x"), bearer));
        assertDenied(envoy.check(get("/pets/7").at(PETS, "/pets/8"), bearer));
        assertDenied(envoy.check(get("/pets/7?a=b").at(PETS, "/pets/7?a=c"), bearer));
        assertDenied(envoy.check(get("/pets/7").at(OBJECTS, "/pets/7"), bearer));
    }

    @Test
    void whoMayNotIsDeniedAndAChangeIsSeenAtOnce() {
        assertAllowed(envoy.check(get("/pets/7"), bearer));
        tenant.grant("alice", Documents.allow("execute-api:Other", "*"));
        assertDenied(envoy.check(get("/pets/7"), bearer));
        tenant.grant(
                "alice",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
                "Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"},
                "Bool":{"aws:SecureTransport":"true"}}}}\
                """);
        assertAllowed(envoy.check(get("/pets/7"), bearer));
        tenant.admin().iam().deleteAccessKey(r -> r.userName("alice").accessKeyId(alice.keyId()));
        assertDenied(envoy.check(get("/pets/7"), bearer));
    }

    @Test
    void withoutARouteNobodyPassesHoweverThePathIsWritten() {
        tenant.grant("alice", Documents.allow("*", "*"));
        for (String path :
                List.of(
                        "/",
                        "/cats/7",
                        "/pets",
                        "/pets/",
                        "/pets/7/",
                        "//pets/7",
                        "/pets//7",
                        "/pets/7%2F8",
                        "/pets/../pets/7",
                        "/x/../pets/7",
                        "/pets/.",
                        "/pets/%2e%2e",
                        "/p%65ts/7")) {
            assertDenied(envoy.check(get(path), bearer));
        }
        assertAllowed(envoy.check(get("/pets/7"), bearer));
        assertAllowed(envoy.check(get("/odd//path/%2F/../x"), bearer));
        assertDenied(envoy.check(get("/odd/path/x"), bearer));
        assertDenied(
                envoy.check(
                        signed(
                                alice.client().credentials(),
                                API,
                                "DELETE",
                                PETS,
                                "/pets/7",
                                "",
                                NONE),
                        bearer));
        assertDenied(
                envoy.check(
                        signed(
                                alice.client().credentials(),
                                API,
                                "GET",
                                "other.example.com",
                                "/pets/7",
                                "",
                                NONE),
                        bearer));
        for (String service : List.of("s3", "iam", "sts", "ostiary")) {
            assertDenied(
                    envoy.check(
                            signed(
                                    alice.client().credentials(),
                                    service,
                                    "GET",
                                    PETS,
                                    "/pets/7",
                                    "",
                                    NONE),
                            bearer));
        }
    }

    @Test
    void theBodyIsTheOneThatWasSigned() {
        tenant.grant("alice", Documents.allow("execute-api:ManageConnections", "*"));
        var post =
                signed(
                        alice.client().credentials(),
                        API,
                        "POST",
                        PETS,
                        "/pets",
                        "{\"name\":\"Rex\"}",
                        NONE);
        assertAllowed(envoy.check(post, bearer));
        assertDenied(envoy.check(post.holding("{\"name\":\"Max\"}"), bearer));
        assertDenied(envoy.check(post.holding(""), bearer));
        assertDenied(envoy.check(post.with("x-envoy-auth-partial-body", "true"), bearer));
        var empty = signed(alice.client().credentials(), API, "POST", PETS, "/pets", "", NONE);
        assertAllowed(envoy.check(empty, bearer));
        assertDenied(envoy.check(empty.with("content-length", "9"), bearer));
        var unsigned =
                signed(
                        alice.client().credentials(),
                        API,
                        "POST",
                        PETS,
                        "/pets",
                        "{}",
                        Map.of("x-unsigned", "true"));
        assertEquals("UNSIGNED-PAYLOAD", unsigned.headers().get("x-amz-content-sha256"));
        assertDenied(envoy.check(unsigned, bearer));
    }

    @Test
    void namesOfThePathAreTheResourceAndUncheckedBodiesAreUploads() {
        String bucket = "envoys-" + UUID.randomUUID();
        tenant.admin().s3().createBucket(r -> r.bucket(bucket));
        tenant.grant("alice", Documents.allow("s3:*", "arn:aws:s3:::" + bucket + "/mine/a b.txt"));
        var who = alice.client().credentials();
        String mine = "/" + bucket + "/mine/a%20b.txt";
        assertAllowed(envoy.check(signed(who, "s3", "GET", OBJECTS, mine, "", NONE), bearer));
        String other = "/" + bucket + "/other/a%20b.txt";
        assertDenied(envoy.check(signed(who, "s3", "GET", OBJECTS, other, "", NONE), bearer));
        var upload = signed(who, "s3", "PUT", OBJECTS, mine, "x", Map.of("x-unsigned", "true"));
        assertEquals("UNSIGNED-PAYLOAD", upload.headers().get("x-amz-content-sha256"));
        assertAllowed(envoy.check(upload.holding(""), bearer));
        assertAllowed(
                envoy.check(
                        signed(who, "s3", "PUT", OBJECTS, mine, "x", NONE).holding(""), bearer));
    }

    @Test
    void anEnvoyThatShowsNoGoodBearerIsToldNothing() {
        var request = get("/pets/7");
        assertDenied(Code.UNAUTHENTICATED, envoy.check(request));
        assertDenied(Code.UNAUTHENTICATED, envoy.check(request, bearer, bearer));
        assertDenied(Code.UNAUTHENTICATED, envoy.check(request, "Basic eDp5"));
        assertDenied(Code.UNAUTHENTICATED, envoy.check(request, bearer + "x"));
        assertDenied(
                Code.UNAUTHENTICATED,
                envoy.check(request, request.headers().getOrDefault("authorization", "")));
        assertAllowed(envoy.check(request, bearer));
        tenant.grant("envoy", Documents.allow("ostiary:Nothing", "*"));
        assertDenied(envoy.check(request, bearer));
        tenant.grant("envoy", Documents.allow("ostiary:Authorize", "*"));
        var credentials =
                tenant.admin()
                        .iam()
                        .listServiceSpecificCredentials(r -> r.userName("envoy"))
                        .serviceSpecificCredentials();
        tenant.admin()
                .iam()
                .deleteServiceSpecificCredential(
                        r ->
                                r.userName("envoy")
                                        .serviceSpecificCredentialId(
                                                credentials
                                                        .getFirst()
                                                        .serviceSpecificCredentialId()));
        assertDenied(Code.UNAUTHENTICATED, envoy.check(request, bearer));
    }
}
