package io.ostiary.standalone.authorize;

import static io.ostiary.standalone.authorize.Asker.bearer;
import static io.ostiary.standalone.authorize.Asker.question;
import static io.ostiary.standalone.authorize.Asker.told;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.gateway.model.HttpBinding;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A bearer asks, and opens nothing else. */
@ExtendWith(RunningHouse.Shared.class)
final class BearerTest {
    private final Tenant tenant;
    private final IamClient iam;
    private final SignedCalls calls;
    private final Person service;
    private final String ask;

    BearerTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
        calls = new SignedCalls(house.url());
        String queue = "arn:aws:sqs:us-east-1:" + tenant.account() + ":jobs";
        service = tenant.user("service", Documents.allow("*", "*"));
        ask = question(service.arn(), "sqs:SendMessage", queue);
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private ServiceSpecificCredential create() {
        return iam.createServiceSpecificCredential(
                        r -> r.userName("service").serviceName("authorize.ostiary"))
                .serviceSpecificCredential();
    }

    private String shown(String bearer) {
        return told(bearer(calls, bearer, Asker.AUTHORIZE, ask));
    }

    @Test
    void aBearerAsksAsItsUserWithoutASecondFactor() {
        String bearer = create().serviceCredentialSecret();
        assertEquals("allow", shown(bearer));
        String batch = "{\"questions\":[" + ask + "]}";
        assertEquals(200, bearer(calls, bearer, Asker.BATCH, batch).status());
        tenant.grant(
                "service",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
                "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}\
                """);
        assertEquals("AccessDenied", shown(bearer));
    }

    @Test
    void itIsDeadWhenItsCredentialIsInactiveResetOrDeletedAndWhenItsUserIs() {
        var made = create();
        String id = made.serviceSpecificCredentialId();
        String bearer = made.serviceCredentialSecret();
        for (int i = 0; i < 3; i++) {
            iam.updateServiceSpecificCredential(
                    r -> r.userName("service").serviceSpecificCredentialId(id).status("Inactive"));
            assertEquals("InvalidClientTokenId", shown(bearer));
            iam.updateServiceSpecificCredential(
                    r -> r.userName("service").serviceSpecificCredentialId(id).status("Active"));
            assertEquals("allow", shown(bearer));
        }
        String again =
                iam.resetServiceSpecificCredential(
                                r -> r.userName("service").serviceSpecificCredentialId(id))
                        .serviceSpecificCredential()
                        .serviceCredentialSecret();
        assertEquals("InvalidClientTokenId", shown(bearer));
        assertEquals("allow", shown(again));
        String second = create().serviceCredentialSecret();
        assertEquals("allow", shown(second));
        iam.deleteServiceSpecificCredential(
                r -> r.userName("service").serviceSpecificCredentialId(id));
        assertEquals("InvalidClientTokenId", shown(again));
        assertEquals("allow", shown(second));
        iam.updateUser(r -> r.userName("service").newUserName("renamed"));
        assertEquals(
                "allow",
                told(
                        bearer(
                                calls,
                                second,
                                Asker.AUTHORIZE,
                                ask.replace("user/service", "user/renamed"))));
        iam.deleteAccessKey(r -> r.userName("renamed").accessKeyId(service.keyId()));
        iam.deleteUserPolicy(r -> r.userName("renamed").policyName("granted"));
        iam.listServiceSpecificCredentials(r -> r.userName("renamed"))
                .serviceSpecificCredentials()
                .forEach(
                        each ->
                                iam.deleteServiceSpecificCredential(
                                        r ->
                                                r.userName("renamed")
                                                        .serviceSpecificCredentialId(
                                                                each
                                                                        .serviceSpecificCredentialId())));
        iam.deleteUser(r -> r.userName("renamed"));
        assertEquals("InvalidClientTokenId", shown(second));
    }

    @Test
    void credentialsOfOtherServicesAreNoBearers() {
        String other =
                iam.createServiceSpecificCredential(
                                r -> r.userName("service").serviceName("bedrock.amazonaws.com"))
                        .serviceSpecificCredential()
                        .serviceCredentialSecret();
        assertEquals("InvalidClientTokenId", shown(other));
        assertEquals("InvalidClientTokenId", shown("OSAK" + other.substring(4)));
    }

    private static String path(HttpBinding http) {
        String flags = String.join("&", http.flags());
        return "/"
                + http.path().stream()
                        .map(segment -> segment.isLabel() ? "a-bucket" : segment.text())
                        .collect(Collectors.joining("/"))
                + (flags.isEmpty() ? "" : "?" + flags);
    }

    /** Its user may do everything; the bearer may ask. */
    @Test
    void itOpensNothingElse() {
        String bearer = create().serviceCredentialSecret();
        var answered = new TreeMap<Integer, Integer>();
        for (var operation : new OperationCatalog(ServiceCatalog.load()).all()) {
            var info = operation.model().service();
            var reply =
                    switch (info.protocol()) {
                        case QUERY ->
                                calls.json(
                                        "/",
                                        "Action=" + operation.name() + "&Version=" + info.version(),
                                        Map.of(
                                                "authorization",
                                                "Bearer " + bearer,
                                                "content-type",
                                                "application/x-www-form-urlencoded"));
                        case JSON_1_1 ->
                                calls.json(
                                        "/",
                                        "{}",
                                        Map.of(
                                                "authorization",
                                                "Bearer " + bearer,
                                                "x-amz-target",
                                                info.targetPrefix() + "." + operation.name(),
                                                "content-type",
                                                "application/x-amz-json-1.1"));
                        case REST_XML, REST_JSON ->
                                calls.send(
                                        operation.model().http().method(),
                                        path(operation.model().http()),
                                        "",
                                        Map.of("authorization", "Bearer " + bearer));
                    };
            assertFalse(reply.isOk(), operation.name());
            assertTrue(
                    reply.body().contains("IncompleteSignature")
                            || reply.body().contains("NotImplemented")
                            || (info.protocol().isRest() && reply.status() / 100 == 4),
                    operation.name() + reply.status() + reply.body());
            answered.merge(reply.status(), 1, Integer::sum);
        }
        assertTrue(answered.values().stream().mapToInt(Integer::intValue).sum() > 200);
        for (String path :
                List.of(
                        "/",
                        "/health",
                        "/metrics",
                        "/v1/",
                        "/v1/authorize/x",
                        "/access/v1/search/subject",
                        "/v1/resource-policies",
                        "/console",
                        "/internal/decide")) {
            var reply = bearer(calls, bearer, path, "{}");
            assertFalse(reply.isOk(), path + reply.body());
            assertFalse(reply.body().contains(tenant.account()), reply.body());
        }
    }

    @Test
    void whatIsShownTwiceOrBesideASignatureIsRefused() {
        String bearer = create().serviceCredentialSecret();
        assertEquals(
                "allow",
                told(
                        calls.json(
                                Asker.AUTHORIZE,
                                ask,
                                Map.of(
                                        "authorization",
                                        "bearer " + bearer,
                                        "content-type",
                                        "application/json"))));
        assertEquals("InvalidClientTokenId", shown(bearer + "," + bearer));
        assertEquals("InvalidClientTokenId", shown(" " + bearer));
        assertEquals("InvalidClientTokenId", shown(bearer.substring(0, bearer.length() - 1)));
    }
}
