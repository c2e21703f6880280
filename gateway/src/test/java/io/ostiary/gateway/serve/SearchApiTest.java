package io.ostiary.gateway.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SearchCall.Sought;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** What searches read and write; what they find is the engine's. */
final class SearchApiTest {

    private static final String SIGNED = "TEST USER:111111111111:alice";
    private static final String WHO = "{\"action\":\"s3:GetObject\",\"resource\":\"*\"}";
    private static final String SUBJECT = "\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\"}";
    private static final String ACTION = "\"action\":{\"name\":\"s3:GetObject\"}";
    private static final String RESOURCE =
            "\"resource\":{\"type\":\"s3\",\"id\":\"arn:aws:s3:::b\"}";

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    private HttpResponse<String> post(String authorization, String path, String body) {
        return gateway.send(
                gateway.request(path)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String found(String path, String body) {
        HttpResponse<String> answer = post(SIGNED, path, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static String token(String body, String member) {
        int at = body.indexOf("\"" + member + "\":\"") + member.length() + 4;
        return body.substring(at, body.indexOf('"', at));
    }

    private static String object(String... members) {
        return "{" + String.join(",", members) + "}";
    }

    private SearchCall asked() {
        return gateway.engine.searches.getLast();
    }

    @Test
    void whoCanTellsEachWithWhatItDependsOn() {
        String body =
                found(
                        "/v1/who-can",
                        object(
                                "\"type\":\"user\"",
                                "\"limit\":7",
                                "\"context\":{\"aws:SourceIp\":\"10.0.0.1\"}",
                                WHO.substring(1, WHO.length() - 1)));
        assertTrue(
                body.startsWith(
                        "{\"results\":[{\"type\":\"user\",\"principal\":"
                                + "\"arn:aws:iam::111111111111:user/alice\",\"decision\":\"yes\"},"
                                + "{\"type\":\"role\",\"principal\":"
                                + "\"arn:aws:iam::111111111111:role/app\",\"decision\":\"if\","
                                + "\"side\":\"principal\",\"conditions\":[{\"effect\":\"Allow\","
                                + "\"layer\":\"identity-based policy\",\"policy\":\"identity/p\","
                                + "\"statement\":\"0\",\"operator\":\"IpAddress\","
                                + "\"key\":\"aws:SourceIp\",\"values\":[\"10.0.0.0/8\"]}]}],"
                                + "\"revision\":0,\"nextToken\":\""),
                body);
        assertEquals(new Sought.Subjects("user", "s3:GetObject", "*"), asked().sought());
        assertEquals(7, asked().size());
        assertEquals(Map.of("aws:SourceIp", List.of("10.0.0.1")), asked().context());
        assertFalse(asked().certain());
    }

    @Test
    void whatCanSeeksActionsOrResources() {
        found("/v1/what-can", "{\"principal\":\"AIDAX\",\"resource\":\"*\"}");
        assertEquals(new Sought.Actions("AIDAX", "*"), asked().sought());
        found("/v1/what-can", "{\"principal\":\"AIDAX\"}");
        assertEquals(new Sought.Actions("AIDAX", null), asked().sought());
        String body = found("/v1/what-can", "{\"principal\":\"AIDAX\",\"action\":\"a:B\"}");
        assertEquals(new Sought.Resources(null, "AIDAX", "a:B"), asked().sought());
        assertTrue(body.contains("\"resource\":\"arn:aws:iam::111111111111:user/alice\""), body);
    }

    @Test
    void aTokenGoesOnWithItsOwnQuestionOnly() {
        String token = token(found("/v1/who-can", WHO), "nextToken");
        String next = WHO.replace("}", ",\"nextToken\":\"" + token + "\",\"limit\":3}");
        assertFalse(found("/v1/who-can", next).contains("nextToken"));
        assertEquals("position", asked().after());
        int before = gateway.engine.searches.size();
        for (String other :
                List.of(
                        next.replace("Get", "Put"),
                        next.replace("\"*\"", "\"arn:aws:s3:::b\""),
                        next.replace("{", "{\"type\":\"user\","),
                        next.replace(
                                "{\"action", "{\"context\":{\"aws:SourceIp\":\"::1\"},\"action"),
                        next.replace(token, token + "A"),
                        next.replace(token, "A".repeat(9_000)))) {
            assertEquals(400, post(SIGNED, "/v1/who-can", other).statusCode(), other);
        }
        String account = SIGNED.replace("111111111111", "222222222222");
        assertEquals(400, post(account, "/v1/who-can", next).statusCode());
        String what = next.replace("\"action\":\"s3:GetObject\"", "\"principal\":\"AIDAX\"");
        assertEquals(400, post(SIGNED, "/v1/what-can", what).statusCode());
        assertEquals(before, gateway.engine.searches.size());
    }

    @Test
    void authZenIsToldWhatIsCertainOnly() {
        String subjects =
                found(
                        "/access/v1/search/subject",
                        object(
                                "\"subject\":{\"type\":\"user\",\"id\":\"x\"}",
                                ACTION,
                                RESOURCE,
                                "\"page\":{\"limit\":5000,\"properties\":{}}"));
        assertTrue(
                subjects.endsWith(
                        "\",\"count\":1},\"results\":[{\"type\":\"user\","
                                + "\"id\":\"arn:aws:iam::111111111111:user/alice\"}]}"),
                subjects);
        assertEquals(
                new Sought.Subjects("user", "s3:GetObject", "arn:aws:s3:::b"), asked().sought());
        assertTrue(asked().certain());
        assertEquals(SearchCall.MAX_SIZE, asked().size());
        String token = token(subjects, "next_token");
        String last =
                found(
                        "/access/v1/search/subject",
                        object(
                                "\"subject\":{\"type\":\"user\"}",
                                ACTION,
                                RESOURCE,
                                "\"page\":{\"token\":\"" + token + "\"}"));
        assertTrue(last.startsWith("{\"page\":{\"next_token\":\"\",\"count\":1}"), last);
        assertEquals("position", asked().after());
        String actions = found("/access/v1/search/action", object(SUBJECT, RESOURCE));
        assertTrue(
                actions.endsWith("[{\"name\":\"arn:aws:iam::111111111111:user/alice\"}]}"),
                actions);
        assertEquals(new Sought.Actions("AIDAX", "arn:aws:s3:::b"), asked().sought());
        String resources =
                found(
                        "/access/v1/search/resource",
                        object(SUBJECT, ACTION, "\"resource\":{\"type\":\"s3\"}"));
        assertTrue(resources.contains("[{\"type\":\"s3\",\"id\":\"arn:"), resources);
        assertEquals(new Sought.Resources("s3", "AIDAX", "s3:GetObject"), asked().sought());
    }

    /** AuthZEN, section 10.1.1: "receivers MUST ignore unknown fields". */
    @Test
    void authZenPassesOverWhatItDoesNotKnow() {
        found(
                "/access/v1/search/subject",
                object(
                        "\"future\":{\"nested\":[{}]}",
                        "\"subject\":{\"type\":\"user\",\"id\":5,\"more\":[1]}",
                        "\"action\":{\"name\":\"s3:GetObject\",\"more\":1}",
                        "\"resource\":{\"type\":\"s3\",\"id\":\"arn:aws:s3:::b\",\"more\":null}",
                        "\"page\":{\"limit\":10,\"more\":{}}"));
        assertEquals(
                new Sought.Subjects("user", "s3:GetObject", "arn:aws:s3:::b"), asked().sought());
        assertEquals(10, asked().size());
        String none = "\"page\":{\"limit\":0}";
        found("/access/v1/search/resource", object(SUBJECT, ACTION, RESOURCE, none));
        assertEquals(0, asked().size());
        found("/access/v1/search/action", object(SUBJECT, RESOURCE, ACTION));
        assertEquals(new Sought.Actions("AIDAX", "arn:aws:s3:::b"), asked().sought());
    }

    /** The same, 8.3: what nobody knows finds nothing, which is no error. */
    @Test
    void aSubjectThatThereCannotBeIsAskedAboutAsNobody() {
        found(
                "/access/v1/search/subject",
                object("\"subject\":{\"type\":\"root\"}", ACTION, RESOURCE));
        assertEquals(new Sought.Subjects("", "s3:GetObject", "arn:aws:s3:::b"), asked().sought());
        for (String subject :
                List.of(
                        "{\"type\":\"user\",\"id\":\"nobody\"}",
                        "{\"type\":\"role\",\"id\":\"AIDAX\"}",
                        "{\"type\":\"group\",\"id\":\"arn:aws:iam::111111111111:group/g\"}")) {
            found("/access/v1/search/action", object("\"subject\":" + subject, RESOURCE));
            assertEquals(new Sought.Actions("", "arn:aws:s3:::b"), asked().sought());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/who-can",
        "/v1/what-can",
        "/access/v1/search/subject",
        "/access/v1/search/action",
        "/access/v1/search/resource"
    })
    void aBearerOpensNoSearch(String path) {
        HttpResponse<String> answer = post("Bearer USER:111111111111:alice", path, WHO);
        assertEquals(403, answer.statusCode(), answer.body());
        HttpResponse<String> nobody =
                gateway.send(
                        gateway.request(path)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(WHO)));
        assertFalse(nobody.statusCode() == 200, nobody.body());
        assertTrue(gateway.engine.searches.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/who-can {}",
                "/v1/who-can {\"action\":\"a:B\"}",
                "/v1/who-can {\"action\":\"a:B\",\"resource\":\"*\",\"principal\":\"AIDAX\"}",
                "/v1/who-can {\"action\":\"a:B\",\"resource\":\"*\",\"limit\":0}",
                "/v1/who-can {\"action\":\"a:B\",\"resource\":\"*\",\"limit\":1001}",
                "/v1/who-can {\"action\":\"a:B\",\"resource\":\"*\",\"limit\":1e1}",
                "/v1/who-can {\"action\":\"a:B\",\"resource\":\"*\",\"limit\":\"1\"}",
                "/v1/who-can {\"action\":\"a:B\",\"resource\":\"*\",\"nextToken\":\"\"}",
                "/v1/who-can {\"action\":\"a:B\",\"resource\":\"*\",\"tenant\":\"x\"}",
                "/v1/what-can {\"action\":\"a:B\"}",
                "/v1/what-can {\"principal\":\"A\",\"action\":\"a:B\",\"resource\":\"*\"}",
                "/v1/what-can {\"principal\":\"A\",\"type\":\"s3\"}",
                "/access/v1/search/subject"
                    + " {\"subject\":{},\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s\",\"id\":\"*\"}}",
                "/access/v1/search/subject"
                    + " {\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s\",\"id\":\"*\"}}",
                "/access/v1/search/subject"
                    + " {\"subject\":{\"type\":\"user\",\"properties\":{\"a\":1}},\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s\",\"id\":\"*\"}}",
                "/access/v1/search/subject"
                    + " {\"subject\":{\"type\":\"user\"},\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s\"}}",
                "/access/v1/search/action {\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\"}}",
                "/access/v1/search/resource"
                    + " {\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\"},\"action\":{\"name\":\"a:B\"},\"resource\":{}}",
                "/access/v1/search/resource"
                    + " {\"subject\":{\"type\":\"user\",\"id\":\"AIDAX\"},\"action\":{\"name\":\"a:B\"},\"resource\":{\"type\":\"s\"},\"page\":[]}"
            })
    void whatIsNoSearchIsRefusedAndNotAsked(String request) {
        int space = request.indexOf(' ');
        HttpResponse<String> answer =
                post(SIGNED, request.substring(0, space), request.substring(space + 1));
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(gateway.engine.searches.isEmpty());
    }
}
