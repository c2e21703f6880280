package io.ostiary.gateway.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.port.DecisionCall.Subject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the authorize API reads and writes; what it answers is the engine's. */
final class AuthorizeApiTest {

    private static final String BEARER = "Bearer USER:111111111111:alice";
    private static final String READ =
            "{\"principal\":\"AIDAX\",\"action\":\"s3:GetObject\",\"resource\":\"*\"}";
    private static final String WRITE = READ.replace("Get", "Put");

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return gateway.send(
                gateway.request(path)
                        .header("Authorization", BEARER)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    private HttpResponse<String> authorize(String body) {
        return post("/v1/authorize", body);
    }

    private static String evaluation(String action) {
        return "{\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\"},\"action\":{\"name\":\"%s\"},\"resource\":{\"type\":\"s3\",\"id\":\"*\"}}"
                .formatted(action);
    }

    @Test
    void oneQuestionIsAnsweredInJson() {
        HttpResponse<String> answer = authorize(READ);
        assertEquals(200, answer.statusCode());
        assertEquals("{\"decision\":\"allow\",\"reasons\":[],\"revision\":0}", answer.body());
        assertEquals("application/json", answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
        assertTrue(authorize(WRITE).body().startsWith("{\"decision\":\"deny\""));
        var call = gateway.engine.calls.getFirst();
        assertEquals(new Subject.Principal("AIDAX"), call.questions().getFirst().subject());
        assertEquals("127.0.0.1", call.facts().sourceIp());
        assertTrue(call.explained());
    }

    @Test
    void aQuestionAloneSaysWhetherItIsExplainedAndOneOfABatchDoesNot() {
        String unexplained = READ.replace("}", ",\"explain\":false}");
        assertEquals(200, authorize(unexplained).statusCode());
        assertFalse(gateway.engine.calls.getFirst().explained());
        assertEquals(400, authorize(unexplained.replace("false", "\"no\"")).statusCode());
        String batch = post("/v1/authorize/batch", "{\"questions\":[" + unexplained + "]}").body();
        assertTrue(batch.contains("The member explain is not known."), batch);
    }

    @Test
    void aContextIsReadAsTextsInItsOwnSpelling() {
        authorize(
                "{\"context\":{\"aws:SourceIp\":\"192.0.2.1\",\"aws:SecureTransport\":true,"
                        + "\"s3:max-keys\":1.50,\"aws:TagKeys\":[\"a\",\"b\"],\"s3:x\":[]},"
                        + READ.substring(1));
        assertEquals(
                Map.of(
                        "aws:SourceIp", List.of("192.0.2.1"),
                        "aws:SecureTransport", List.of("true"),
                        "s3:max-keys", List.of("1.50"),
                        "aws:TagKeys", List.of("a", "b"),
                        "s3:x", List.of()),
                gateway.engine.calls.getFirst().questions().getFirst().context());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}{}",
                "{\"principal\":\"AIDAX\",\"principal\":\"AIDAX\"}",
                "{\"principal\":\"\\ud800\",\"action\":\"a:B\",\"resource\":\"*\"}",
                "{\"principal\":\"AIDAX\",\"action\":\"a:B\"}",
                "{\"action\":\"a:B\",\"resource\":\"*\"}",
                "{\"principal\":null,\"action\":\"a:B\",\"resource\":\"*\"}",
                "{\"principal\":\"A\",\"sessionToken\":\"t\",\"accessKeyId\":\"k\",\"action\":\"a:B\",\"resource\":\"*\"}",
                "{\"sessionToken\":\"t\",\"action\":\"a:B\",\"resource\":\"*\"}",
                "{\"principal\":\"A\",\"accessKeyId\":\"k\",\"action\":\"a:B\",\"resource\":\"*\"}",
                "{\"principal\":\"A\",\"action\":\"a:B\",\"resource\":\"*\",\"tenant\":\"x\"}",
                "{\"principal\":\"A\",\"action\":[\"a:B\"],\"resource\":\"*\"}",
                "{\"principal\":\"A\",\"action\":\"a:B\",\"resource\":\"*\",\"context\":[]}",
                "{\"principal\":\"A\",\"action\":\"a:B\",\"resource\":\"*\",\"context\":{\"k\":null}}",
                "{\"principal\":\"A\",\"action\":\"a:B\",\"resource\":\"*\",\"context\":{\"k\":{}}}",
                "{\"principal\":\"A\",\"action\":\"a:B\",\"resource\":\"*\",\"context\":{\"k\":[\"1\",1]}}",
                "{\"principal\":\"A\",\"action\":\"a:B\",\"resource\":\"*\",\"context\":{\"k\":[[\"1\"]]}}"
            })
    void whatIsNoQuestionIsRefusedAndNotAsked(String body) {
        HttpResponse<String> answer = authorize(body);
        assertEquals(400, answer.statusCode(), body);
        assertTrue(answer.body().startsWith("{\"error\":{\"code\":\""), answer.body());
        assertTrue(
                gateway.engine.calls.stream().allMatch(call -> call.questions().isEmpty()), body);
    }

    /** Attack A085, but for keys that differ in case: those are the engine's to compare. */
    @Test
    void aContextIsBoundedAndOfOneKindAKey() {
        String keys =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "\"s3:" + i + "\":1")
                        .collect(Collectors.joining(","));
        assertEquals(
                400, authorize("{\"context\":{" + keys + "}," + READ.substring(1)).statusCode());
        String long1 =
                "{\"context\":{\"s3:a\":\"" + "x".repeat(1 << 19) + "\"}," + READ.substring(1);
        assertEquals(400, authorize(long1).statusCode());
        assertEquals(400, authorize("{\"context\":" + "[".repeat(50) + "}").statusCode());
        for (String mixed : List.of("[\"a\",1]", "[true,\"a\"]", "[1,false]", "{}", "null")) {
            String body = "{\"context\":{\"s3:a\":" + mixed + "}," + READ.substring(1);
            assertEquals(400, authorize(body).statusCode(), mixed);
        }
        try {
            assertEquals(413, authorize("x".repeat(3 << 20)).statusCode());
        } catch (UncheckedIOException e) {
            // Refused before it was read, the connection may end while the client still sends.
        }
        assertTrue(gateway.engine.calls.stream().allMatch(call -> call.questions().isEmpty()));
    }

    @Test
    void aBatchIsAnsweredInOrderAndEachFaultWhereItStands() {
        HttpResponse<String> answer =
                post(
                        "/v1/authorize/batch",
                        "{\"questions\":["
                                + READ
                                + ",{\"action\":[1,{\"x\":2}]},5,"
                                + READ.replace("GetObject", "Fail")
                                + ","
                                + WRITE
                                + "]}");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "{\"answers\":[{\"decision\":\"allow\",\"reasons\":[]},{\"error\":{\"code\":\"ValidationError\",\"message\":\"action"
                    + " must be a"
                    + " text.\"}},{\"error\":{\"code\":\"ValidationError\",\"message\":\"A question"
                    + " must be an"
                    + " object.\"}},{\"error\":{\"code\":\"AccessDenied\",\"message\":\"not to"
                    + " you\"}},{\"decision\":\"deny\",\"reasons\":[]}],\"revision\":0}",
                answer.body());
    }

    @Test
    void aBatchHoldsAThousandQuestionsAndNoMore() {
        String thousand = String.join(",", Collections.nCopies(1_000, READ));
        var answer = post("/v1/authorize/batch", "{\"questions\":[" + thousand + "]}");
        assertEquals(200, answer.statusCode());
        assertEquals(1_000, answer.body().split("\"decision\":\"allow\"", -1).length - 1);
        assertEquals(
                400,
                post("/v1/authorize/batch", "{\"questions\":[" + thousand + "," + READ + "]}")
                        .statusCode());
        assertEquals(400, post("/v1/authorize/batch", "{\"questions\":[]}").statusCode());
        assertEquals(400, post("/v1/authorize/batch", "{}").statusCode());
        assertEquals(400, post("/v1/authorize/batch", "{\"questions\":{}}").statusCode());
    }

    @Test
    void onlyJsonByPostWithoutAQueryIsTaken() {
        var get =
                gateway.send(
                        gateway.request("/v1/authorize").header("Authorization", BEARER).GET());
        assertEquals(405, get.statusCode());
        assertEquals("POST", get.headers().firstValue("Allow").orElseThrow());
        assertEquals(400, post("/v1/authorize?x=1", READ).statusCode());
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
            assertEquals(
                    415,
                    gateway.send(
                                    gateway.request("/v1/authorize")
                                            .header("Authorization", BEARER)
                                            .header("Content-Type", type)
                                            .POST(HttpRequest.BodyPublishers.ofString(READ)))
                            .statusCode());
        }
        for (String path :
                List.of("/v1/authorize/", "//v1/authorize", "/v1/./authorize", "/v1%2Fauthorize")) {
            assertEquals(400, post(path, READ).statusCode(), path);
        }
        assertTrue(gateway.engine.calls.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"/v1/authorize, 403", "/access/v1/evaluation, 401"})
    void whoIsNobodyIsRefused(String path, int status) {
        var none =
                gateway.request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(READ));
        assertEquals(status, gateway.send(none).statusCode());
        assertEquals(status, gateway.send(none, "Authorization", "Bearer x").statusCode());
        assertEquals(status, gateway.send(none, "Authorization", "Basic YTpi").statusCode());
        assertTrue(gateway.engine.calls.isEmpty());
    }

    @Test
    void aSignatureIsForTheServiceOstiaryAndItsPath() {
        gateway.send(
                gateway.request("/v1/authorize")
                        .header("Authorization", TestGateway.ALICE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(READ)));
        var signed = gateway.engine.signed.getFirst();
        assertEquals("ostiary", signed.service());
        assertEquals("/v1/authorize", signed.rawPath());
        assertEquals(1, gateway.engine.calls.size());
    }

    /** Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters". */
    @ParameterizedTest
    @CsvSource({
        "s3, X-Amz-Signature=a, {}, UNSIGNED-PAYLOAD",
        "s3, X-Amz-Signature=a&x-amz-content-sha256=UNSIGNED-PAYLOAD, {}, UNSIGNED-PAYLOAD",
        "s3, X-Amz-Signature=a, {'x-amz-content-sha256':'0'}, 2cf24dba",
        "s3, X-Amz-Signature=a&X-Amz-Content-Sha256=0, {}, 2cf24dba",
        "s3, y=X-Amz-Signature=a, {}, 2cf24dba",
        "sqs, X-Amz-Signature=a, {}, 2cf24dba",
    })
    void aPresignedRequestToS3LeavesItsBodyOut(
            String service, String query, String headers, String hash) {
        authorize(
                """
                {"signedRequest":{"service":"%s","hosts":["h"],"method":"PUT","path":"/k?%s",\
                "headers":%s,"body":"hello"},"action":"a:B","resource":"*"}\
                """
                        .formatted(
                                service,
                                query,
                                ("{'Host':'h'," + headers.substring(1))
                                        .replace(",}", "}")
                                        .replace('\'', '"')));
        var question = gateway.engine.calls.getFirst().questions().getFirst();
        var signer = assertInstanceOf(Subject.Signer.class, question.subject());
        assertTrue(signer.request().bodySha256().startsWith(hash), signer.request().bodySha256());
    }

    @Test
    void authZenAsksTheSameInItsOwnForm() {
        var allowed = post("/access/v1/evaluation", evaluation("s3:GetObject"));
        assertEquals("{\"decision\":true}", allowed.body());
        assertEquals(
                "{\"decision\":false}",
                post("/access/v1/evaluation", evaluation("s3:PutObject")).body());
        var question = gateway.engine.calls.getFirst().questions().getFirst();
        assertEquals(new Subject.Principal("AIDAX"), question.subject());
        assertEquals("s3:GetObject", question.action());
        assertEquals("*", question.resource());
        var failed = post("/access/v1/evaluation", evaluation("s3:Fail"));
        assertEquals(403, failed.statusCode());
        assertEquals("\"not to you\"", failed.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"subject\":{\"type\":\"user\"},\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s3\",\"id\":\"*\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\"},\"action\":{},\"resource\":{\"type\":\"s3\",\"id\":\"*\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\"},\"action\":{\"name\":\"a:B\"},\"resource\":{\"id\":\"*\"}}",
                "{\"subject\":{\"type\":\"role\",\"id\":\"AIDAX\"},\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s3\",\"id\":\"*\"}}",
                "{\"subject\":{\"type\":\"group\",\"id\":\"arn:aws:iam::1:group/g\"},\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s3\",\"id\":\"*\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\",\"properties\":{\"a\":1}},\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s3\",\"id\":\"*\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\"},\"action\":{\"name\":\"a:B\",\"properties\":{\"a\":{}}},\"resource\":{\"type\":\"s3\",\"id\":\"*\"}}",
                "{\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\"},\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s3\",\"id\":\"*\",\"properties\":{\"tag\":\"x\"}}}",
                "{\"subject\":\"AIDAX\",\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s3\",\"id\":\"*\"}}"
            })
    void whatIsNoEvaluationIs400AndAMessage(String body) {
        var answer = post("/access/v1/evaluation", body);
        assertEquals(400, answer.statusCode(), body);
        assertTrue(answer.body().startsWith("\"") && answer.body().endsWith("\""), answer.body());
    }

    @Test
    void evaluationsTakeDefaultsFromTheTopWhereverItStands() {
        var answer =
                post(
                        "/access/v1/evaluations",
                        "{\"evaluations\":[{},{\"action\":{\"name\":\"s3:PutObject\"}},"
                            + "{\"context\":{\"s3:a\":\"1\"},\"subject\":{\"type\":\"user\",\"id\":\"AIDAY\"}},"
                            + "{\"action\":{\"name\":5}}],\"context\":{\"s3:b\":\"2\"},"
                                + evaluation("s3:GetObject").substring(1));
        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":false},{\"decision\":true},{\"decision\":false,\"context\":{\"error\":{\"status\":400,\"message\":\"action.name"
                    + " must be a text.\"}}}]}",
                answer.body());
        var questions = gateway.engine.calls.getFirst().questions();
        assertEquals(Map.of("s3:b", List.of("2")), questions.getFirst().context());
        assertEquals(Map.of("s3:a", List.of("1")), questions.get(2).context());
        assertEquals(new Subject.Principal("AIDAY"), questions.get(2).subject());
    }

    @Test
    void evaluationsWithoutAListAreOne() {
        for (String more : List.of("", ",\"evaluations\":[]")) {
            String body = evaluation("s3:GetObject");
            assertEquals(
                    "{\"decision\":true}",
                    post(
                                    "/access/v1/evaluations",
                                    body.substring(0, body.length() - 1) + more + "}")
                            .body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "execute_all, true false true",
        "deny_on_first_deny, true false",
        "permit_on_first_permit, true"
    })
    void evaluationsStopAsTheSemanticSays(String semantic, String told) {
        var answer =
                post(
                        "/access/v1/evaluations",
                        "{\"options\":{\"another_option\":[1],\"evaluations_semantic\":\""
                                + semantic
                                + "\"},\"evaluations\":[{},{\"action\":{\"name\":\"s3:PutObject\"}},{}],"
                                + evaluation("s3:GetObject").substring(1));
        String decisions =
                List.of(told.split(" ")).stream()
                        .map(each -> "{\"decision\":" + each + "}")
                        .collect(Collectors.joining(","));
        assertEquals("{\"evaluations\":[" + decisions + "]}", answer.body());
    }

    @Test
    void anotherSemanticAndAFaultOfTheDefaultsAreRefused() {
        String rest = "\"evaluations\":[{}]," + evaluation("s3:GetObject").substring(1);
        assertEquals(
                400,
                post(
                                "/access/v1/evaluations",
                                "{\"options\":{\"evaluations_semantic\":\"best\"}," + rest)
                        .statusCode());
        assertEquals(400, post("/access/v1/evaluations", "{\"context\":[]," + rest).statusCode());
    }

    /**
     * Section 10.1.1: "receivers MUST ignore unknown fields". Properties are known, and refused.
     */
    @Test
    void authZenPassesOverMembersThatItDoesNotKnow() {
        String evaluation =
                "{\"future\":{\"nested\":[true]},\"evaluations\":5,"
                        + "\"subject\":{\"more\":1,\"type\":\"user\",\"id\":\"AIDAX\"},"
                        + "\"action\":{\"type\":{},\"name\":\"s3:GetObject\"},"
                        + "\"resource\":{\"more\":[],\"type\":\"s3\",\"id\":\"*\"}}";
        assertEquals("{\"decision\":true}", post("/access/v1/evaluation", evaluation).body());
        assertEquals(
                "{\"evaluations\":[{\"decision\":true}]}",
                post("/access/v1/evaluations", "{\"page\":{},\"evaluations\":[" + evaluation + "]}")
                        .body());
        assertEquals(
                400,
                post(
                                "/access/v1/evaluation",
                                evaluation.replace("more\":1", "properties\":{\"a\":1}"))
                        .statusCode());
    }

    @Test
    void theRequestIdComesBackUnlessItIsNotText() {
        for (String path : List.of("/access/v1/evaluation", "/v1/authorize")) {
            for (String body : List.of(evaluation("s3:GetObject"), "{}")) {
                var answer = post(path, body, "X-Request-ID", "bfe9eb29 \"x\"");
                assertEquals(
                        "bfe9eb29 \"x\"",
                        answer.headers().firstValue("X-Request-ID").orElseThrow());
            }
        }
        var long1 =
                post(
                        "/access/v1/evaluation",
                        evaluation("s3:GetObject"),
                        "X-Request-ID",
                        "x".repeat(300));
        assertEquals(400, long1.statusCode());
        assertTrue(long1.headers().firstValue("X-Request-ID").isEmpty());
    }

    @Test
    void theMetadataSayWhereToAsk() {
        var answer = gateway.send(gateway.request("/.well-known/authzen-configuration").GET());
        String here = "http://127.0.0.1:" + gateway.port();
        assertEquals(200, answer.statusCode());
        assertEquals(
                "{\"policy_decision_point\":\""
                        + here
                        + "\",\"access_evaluation_endpoint\":\""
                        + here
                        + "/access/v1/evaluation\",\"access_evaluations_endpoint\":\""
                        + here
                        + "/access/v1/evaluations\",\"search_subject_endpoint\":\""
                        + here
                        + "/access/v1/search/subject\",\"search_action_endpoint\":\""
                        + here
                        + "/access/v1/search/action\",\"search_resource_endpoint\":\""
                        + here
                        + "/access/v1/search/resource\"}",
                answer.body());
        assertEquals(405, post("/.well-known/authzen-configuration", "{}").statusCode());
    }
}
