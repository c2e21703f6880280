package io.ostiary.gateway.serve;

import static io.ostiary.gateway.serve.TestGateway.ALICE;
import static io.ostiary.gateway.serve.TestGateway.OTHER;
import static io.ostiary.gateway.serve.TestGateway.ROLE;
import static io.ostiary.gateway.serve.TestGateway.ROOT;
import static io.ostiary.gateway.serve.TestGateway.code;
import static io.ostiary.gateway.serve.TestGateway.element;
import static io.ostiary.gateway.serve.TestGateway.encoded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.query.UserQuery.ListUsers;
import io.ostiary.contract.shape.Tag;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The whole way of a request, over real HTTP. */
final class GatewayTest {

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void getCallerIdentityIsAnsweredInXmlAndInJson() {
        HttpResponse<String> xml = gateway.sts(ALICE, "Action=GetCallerIdentity");
        assertEquals(200, xml.statusCode());
        assertEquals("arn:aws:iam::111111111111:user/alice", element(xml, "Arn"));
        assertEquals(
                xml.headers().firstValue("x-amzn-requestid").orElseThrow(),
                element(xml, "RequestId"));

        HttpResponse<String> json =
                gateway.form(
                        ALICE,
                        "Action=GetCallerIdentity&Version=2011-06-15",
                        "Accept",
                        "application/json");
        assertEquals("application/json", json.headers().firstValue("content-type").orElseThrow());
        assertTrue(
                json.body()
                        .startsWith(
                                "{\"GetCallerIdentityResponse\":{\"GetCallerIdentityResult\":{"),
                json.body());
    }

    @Test
    void aGetIsServedLikeAPostAndKeepsItsConnection() {
        HttpResponse<String> response =
                gateway.send(
                        gateway.request("/?Action=GetUser&UserName=alice&Version=2010-05-08")
                                .header("Authorization", ALICE));
        assertEquals(200, response.statusCode());
        HttpResponse<String> refused =
                gateway.send(
                        gateway.request("/?Action=GetUser&UserName=bob&Version=2010-05-08")
                                .header("Authorization", ALICE));
        assertEquals("NoSuchEntity", code(refused));
        assertEquals(404, refused.statusCode());
        assertTrue(refused.headers().firstValue("connection").isEmpty());
    }

    @Test
    void mintedCredentialsAreShownToTheirCaller() {
        HttpResponse<String> response = gateway.sts(ALICE, "Action=GetSessionToken");
        assertEquals("minted-token", element(response, "SessionToken"));
    }

    @Test
    void A020_valuesCannotBecomeStructure() {
        HttpResponse<String> xml = gateway.iam(ALICE, "Action=GetUser&UserName=alice");
        assertEquals("a&lt;b", element(xml, "Key"));
        HttpResponse<String> json =
                gateway.form(
                        ALICE,
                        "Action=GetUser&UserName=alice&Version=2010-05-08",
                        "Accept",
                        "application/json");
        assertTrue(json.body().contains("\"Value\":\"\\\"x\\\" "), json.body());
        HttpResponse<String> body =
                gateway.send(
                        gateway.request("/?Action=GetUser&Version=2010-05-08")
                                .header("Authorization", ALICE)
                                .header("Content-Type", "text/xml")
                                .POST(HttpRequest.BodyPublishers.ofString("<a/>")));
        assertEquals(400, body.statusCode());
        assertEquals("ValidationError", code(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=ListUsers&Action=DeleteUser",
                "Action=ListUsers&Version=2010-05-08&PathPrefix=/a/&PathPrefix=/b/"
            })
    void A015_aParameterOccursOnce(String form) {
        HttpResponse<String> response = gateway.iam(ALICE, form);
        assertEquals(400, response.statusCode());
        assertEquals("ValidationError", code(response));
        assertTrue(gateway.projection.queries.isEmpty());
    }

    @Test
    void A015_anActionInTheQueryAndAnotherInTheBodyAreRefused() {
        HttpResponse<String> response =
                gateway.send(
                        gateway.request("/?Action=ListUsers&Version=2010-05-08")
                                .header("Authorization", ALICE)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("Action=DeleteUser")));
        assertEquals("ValidationError", code(response));
        assertEquals("MissingAction", code(gateway.iam(ALICE, "action=ListUsers")));
        assertEquals(
                "InvalidAction",
                code(gateway.iam(ALICE, "Action=" + encoded("ListUsers;Action=DeleteUser"))));
    }

    @Test
    void A022_theSourceAddressIsThePeersWhateverHeadersSay() {
        gateway.form(
                ALICE,
                "Action=GetUser&Version=2010-05-08",
                "X-Forwarded-For",
                "10.0.0.1",
                "X-Real-IP",
                "10.0.0.2",
                "X-HTTP-Method-Override",
                "DELETE");
        assertEquals("127.0.0.1", gateway.engine.facts.getFirst().sourceIp());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "HEAD", "PUT", "DELETE"})
    void A023_otherMethodsAreRefusedWithoutCrossOriginHeaders(String method) {
        HttpResponse<String> response =
                gateway.send(
                        gateway.request("/")
                                .header("Origin", "https://evil.example")
                                .method(method, HttpRequest.BodyPublishers.noBody()));
        assertEquals(405, response.statusCode());
        assertTrue(response.headers().firstValue("access-control-allow-origin").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "/./", "/a/../", "/%2e/", "/iam"})
    void A014_onlyTheRootIsRouted(String path) {
        HttpResponse<String> response =
                gateway.send(
                        gateway.request(path + "?Action=GetUser&Version=2010-05-08")
                                .header("Authorization", ALICE));
        assertEquals(400, response.statusCode());
        assertTrue(gateway.engine.signed.isEmpty());
    }

    @Test
    void A003_anUnsignedTargetHeaderIsRefused() {
        HttpResponse<String> response =
                gateway.organizations(ALICE + ":x-amz-target", "ListAccounts", "{}");
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("AccessDeniedException"), response.body());
        assertTrue(gateway.engine.questions.isEmpty());
    }

    @Test
    void A039_aRoleSessionMustSayWhichUserBeforeAnythingIsAuthorized() {
        for (String action :
                List.of("GetUser", "CreateAccessKey", "ListAccessKeys", "DeleteLoginProfile")) {
            HttpResponse<String> response = gateway.iam(ROLE, "Action=" + action);
            assertEquals(400, response.statusCode());
            assertEquals("ValidationError", code(response));
            assertEquals(
                    "Must specify userName when calling with non-User credentials",
                    element(response, "Message"));
        }
        assertTrue(gateway.engine.questions.isEmpty());
        assertEquals(200, gateway.iam(ALICE, "Action=GetUser").statusCode());
        assertEquals(200, gateway.iam(ROOT, "Action=GetUser").statusCode());
    }

    @Test
    void authorizationIsToldScalarsAndTagsButNoSecretAndNoDocument() {
        gateway.iam(
                ALICE,
                "Action=CreateUser&UserName=bob&Path=/a/&Tags.member.1.Key=k&Tags.member.1.Value=v");
        var created = gateway.engine.questions.getFirst().parameters();
        assertEquals(Map.of("UserName", "bob", "Path", "/a/"), created.values());
        assertEquals(List.of(new Tag("k", "v")), created.tags());
        gateway.iam(ALICE, "Action=UntagUser&UserName=bob&TagKeys.member.1=k");
        assertTrue(gateway.engine.questions.get(1).parameters().tagKeysOnly());
        gateway.iam(ALICE, "Action=CreateLoginProfile&UserName=bob&Password=Very-Secret-1");
        assertEquals(
                Map.of("UserName", "bob"), gateway.engine.questions.get(2).parameters().values());
    }

    @Test
    void aMalformedRequestIsRefusedBeforeItIsAuthorized() {
        gateway.engine.denial = CommonError.accessDenied("no");
        HttpResponse<String> response = gateway.iam(ALICE, "Action=CreateUser&UserName=");
        assertEquals("ValidationError", code(response));
        assertTrue(gateway.engine.questions.isEmpty());
    }

    @Test
    void A113_aMarkerOpensOnlyForItsOwnListAndForADay() {
        String marker = element(gateway.iam(ALICE, "Action=ListUsers&PathPrefix=/a/"), "Marker");
        assertFalse(marker.contains("position"));
        assertTrue(marker.length() <= 320);
        String next = "Action=ListUsers&PathPrefix=/a/&MaxItems=5&Marker=" + marker;
        assertEquals(200, gateway.iam(ALICE, next).statusCode());
        assertEquals(
                new ListUsers("position-null", 5, "/a/"), gateway.projection.queries.getLast());

        int served = gateway.projection.queries.size();
        assertInvalidMarker(OTHER, next);
        assertInvalidMarker(ALICE, "Action=ListUsers&PathPrefix=/b/&Marker=" + marker);
        assertInvalidMarker(ALICE, "Action=ListUsers&Marker=" + marker);
        assertInvalidMarker(ALICE, "Action=ListGroups&PathPrefix=/a/&Marker=" + marker);
        assertInvalidMarker(ALICE, next.substring(0, next.length() - 1));
        assertInvalidMarker(ALICE, next + "A");
        assertInvalidMarker(ALICE, "Action=ListUsers&PathPrefix=/a/&Marker=cG9zaXRpb24");
        gateway.now = gateway.now.plus(Duration.ofDays(1));
        assertInvalidMarker(ALICE, next);
        assertEquals(served, gateway.projection.queries.size());
    }

    private void assertInvalidMarker(String caller, String form) {
        HttpResponse<String> response = gateway.iam(caller, form);
        assertEquals(400, response.statusCode(), response.body());
        assertEquals("ValidationError", code(response));
        assertEquals("Invalid Marker.", element(response, "Message"));
    }

    @Test
    void A113_organizationsNamesABadTokenItsOwnWay() {
        HttpResponse<String> good = gateway.organizations(ALICE, "ListAccounts", "{}");
        assertEquals(200, good.statusCode());
        assertTrue(good.body().contains("\"Accounts\":[]"), good.body());
        HttpResponse<String> bad =
                gateway.organizations(ALICE, "ListAccounts", "{\"NextToken\":\"forged\"}");
        assertEquals(400, bad.statusCode());
        assertTrue(bad.body().contains("InvalidInputException"), bad.body());
        assertTrue(bad.body().contains("INVALID_NEXT_TOKEN"), bad.body());
    }

    @Test
    void healthSaysOneWordAndRequestsAreCounted() {
        HttpResponse<String> health = gateway.send(gateway.request("/health"));
        assertEquals(200, health.statusCode());
        assertEquals("ok\n", health.body());
        gateway.iam(ALICE, "Action=GetUser");
        assertEquals(
                1,
                gateway.registry
                        .get("ostiary.gateway.requests")
                        .tags("service", "iam", "operation", "GetUser", "code", "OK")
                        .timer()
                        .count());
    }
}
