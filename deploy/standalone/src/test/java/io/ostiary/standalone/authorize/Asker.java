package io.ostiary.standalone.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A service that asks, by signature or by a bearer. */
final class Asker {
    static final String AUTHORIZE = "/v1/authorize";
    static final String BATCH = "/v1/authorize/batch";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SignedCalls calls;
    private final AwsCredentials credentials;

    Asker(SignedCalls calls, AwsCredentials credentials) {
        this.calls = calls;
        this.credentials = credentials;
    }

    /**
     * @param context members of the context, as JSON; may be empty
     */
    static String question(String principal, String action, String resource, String context) {
        return """
        {"principal":"%s","action":"%s","resource":"%s","context":{%s}}\
        """
                .formatted(principal, action, resource, context);
    }

    static String question(String principal, String action, String resource) {
        return question(principal, action, resource, "");
    }

    Reply post(String path, String body) {
        return SignedCalls.caughtUp(() -> calls.json(credentials, path, body));
    }

    Reply authorize(String question) {
        return post(AUTHORIZE, question);
    }

    /** {@code allow}, {@code deny}, or the code of a refusal. */
    String told(String question) {
        return told(authorize(question));
    }

    static String told(Reply reply) {
        JsonNode body = json(reply);
        return reply.isOk()
                ? body.get("decision").asText()
                : body.get("error").get("code").asText();
    }

    static String message(Reply reply) {
        return json(reply).get("error").get("message").asText();
    }

    /** What each question of a batch was told, as {@link #told}. */
    List<String> batch(String... questions) {
        Reply reply = post(BATCH, "{\"questions\":[" + String.join(",", questions) + "]}");
        assertEquals(200, reply.status(), reply.body());
        return json(reply)
                .get("answers")
                .valueStream()
                .map(
                        answer ->
                                answer.has("decision")
                                        ? answer.get("decision").asText()
                                        : answer.get("error").get("code").asText())
                .collect(Collectors.toList());
    }

    static Reply bearer(SignedCalls calls, String bearer, String path, String body) {
        return SignedCalls.caughtUp(
                () ->
                        calls.json(
                                path,
                                body,
                                Map.of(
                                        "authorization",
                                        "Bearer " + bearer,
                                        "content-type",
                                        "application/json")));
    }

    static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(reply.body(), e);
        }
    }
}
