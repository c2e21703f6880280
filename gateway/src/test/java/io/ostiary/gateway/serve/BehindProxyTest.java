package io.ostiary.gateway.serve;

import static io.ostiary.gateway.serve.TestGateway.ALICE;
import static io.ostiary.gateway.serve.TestGateway.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.port.SignedRequest;
import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TrustedProxies;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.util.List;

/** The peer is a trusted proxy: what it says counts (attack A022, wire trap 17). */
final class BehindProxyTest {
    private static final String FORM = "Action=ListUsers&Version=2010-05-08";
    private static final String[] FROM_OUTSIDE = {"X-Forwarded-For", "192.0.2.7"};

    private final TestGateway gateway =
            new TestGateway(
                    GatewayConfig.at(
                            new Listening(
                                    List.of(ListenAddress.loopback(0)),
                                    null,
                                    TrustedProxies.of(List.of("127.0.0.0/8")),
                                    false),
                            "us-east-1"));

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a022_theSourceAndItsTransportAreWhatTheProxySays() {
        gateway.form(
                ALICE,
                FORM,
                "X-Forwarded-For",
                "10.0.0.1, 192.0.2.7",
                "X-Forwarded-Proto",
                "https",
                "X-Real-IP",
                "10.0.0.2",
                "X-HTTP-Method-Override",
                "DELETE");
        var facts = gateway.engine.facts.getFirst();
        assertEquals("192.0.2.7", facts.sourceIp());
        assertTrue(facts.secureTransport());
    }

    @Test
    void a022_whatCannotBeReadIsRefusedOnEveryApi() {
        var refused = gateway.form(ALICE, FORM, "X-Forwarded-For", "unknown");
        assertEquals(400, refused.statusCode());
        assertEquals("ValidationError", code(refused));
        var asked =
                gateway.send(
                        gateway.request("/v1/authorize")
                                .header("Authorization", ALICE)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")),
                        "X-Forwarded-For",
                        "unknown");
        assertEquals(400, asked.statusCode());
        assertTrue(gateway.engine.signed.isEmpty());
    }

    @Test
    void anotherHostIsTriedOnlyWhereTheOneThatArrivedDoesNotFit() {
        gateway.engine.signedFor = "iam.example:8443";
        var answer =
                gateway.form(
                        ALICE,
                        FORM,
                        "X-Forwarded-For",
                        "192.0.2.7",
                        "X-Forwarded-Host",
                        "iam.example",
                        "X-Forwarded-Port",
                        "8443",
                        "X-Forwarded-Prefix",
                        "/iam");
        assertEquals(200, answer.statusCode(), answer.body());
        List<SignedRequest> tried = gateway.engine.signed;
        assertEquals(3, tried.size());
        assertEquals("/iam/", tried.getLast().rawPath());
        gateway.engine.signedFor = null;
        gateway.form(ALICE, FORM, "X-Forwarded-Host", "iam.example");
        assertEquals(4, tried.size(), "the first fits");
        gateway.engine.signedFor = "nowhere.example";
        var refused = gateway.form(ALICE, FORM, "X-Forwarded-Host", "iam.example");
        assertEquals("SignatureDoesNotMatch", code(refused));
        assertEquals(7, tried.size(), "no more than are told of");
    }

    @Test
    void aPasswordIsTakenOnlyWhereTheProxySaysHttps() {
        String form =
                "Action=CreateLoginProfile&UserName=alice&Password=Ch00se!One&Version=2010-05-08";
        var refused = gateway.form(ALICE, form, FROM_OUTSIDE);
        assertEquals(403, refused.statusCode());
        assertEquals("AccessDenied", code(refused));
        assertTrue(refused.body().contains("over TLS only"), refused.body());
        assertTrue(gateway.engine.signed.isEmpty(), "it was not even verified");
        for (String action :
                List.of(
                        "ChangePassword",
                        "UpdateLoginProfile",
                        "CreateServiceSpecificCredential",
                        "ResetServiceSpecificCredential")) {
            var each =
                    gateway.form(ALICE, "Action=" + action + "&Version=2010-05-08", FROM_OUTSIDE);
            assertEquals("AccessDenied", code(each), action);
        }
        var taken =
                gateway.form(
                        ALICE, form, "X-Forwarded-For", "192.0.2.7", "X-Forwarded-Proto", "https");
        assertEquals(200, taken.statusCode(), taken.body());
    }

    @Test
    void theAddressThatAuthZenTellsIsTheOneThatWasCalled() {
        var metadata =
                gateway.send(
                        gateway.request("/.well-known/authzen-configuration"),
                        "X-Forwarded-For",
                        "192.0.2.7",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "ostiary.example");
        assertTrue(
                metadata.body()
                        .startsWith("{\"policy_decision_point\":\"https://ostiary.example\""),
                metadata.body());
    }
}
