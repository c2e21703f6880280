package io.ostiary.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.standalone.cli.CallerOptions.Caller;
import io.ostiary.standalone.folder.Unusable;

import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;

/**
 * A call of the server's own service, signed and judged as every other call: whoever may not do it
 * is told so. Sent once, since a second might do something else.
 */
final class OperatorCall {

    private static final String TARGET = "OstiaryV20261101.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Caller caller;
    private final SignedPost post;

    OperatorCall(Caller caller, InstantSource clock) {
        this.caller = caller;
        this.post = new SignedPost(caller, clock);
    }

    /**
     * @param input by member; texts and numbers
     * @throws Unusable with what the server says against it, or when none answers
     */
    JsonNode send(String operation, Map<String, ?> input) {
        Map<String, String> headers =
                Map.of(
                        "content-type",
                        "application/x-amz-json-1.1",
                        "x-amz-target",
                        TARGET + operation);
        try {
            return answer(post.send("/", headers, JSON.writeValueAsString(input)), operation);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON can be made of " + input.keySet(), e);
        }
    }

    private JsonNode answer(HttpResponse<String> response, String operation) {
        JsonNode body;
        try {
            body = JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
        } catch (JsonProcessingException e) {
            throw new Unusable(
                    "what answers at " + caller.url() + " is no Ostiary: set AWS_ENDPOINT_URL", e);
        }
        if (response.statusCode() == 200) {
            return body;
        }
        String type = body.path("__type").asText();
        String code = type.substring(type.indexOf('#') + 1);
        String message = body.path("message").asText(body.path("Message").asText());
        throw new Unusable(code + ": " + message + mend(code, operation));
    }

    private String mend(String code, String operation) {
        return switch (code) {
            case "UnrecognizedClientException", "InvalidSignatureException" ->
                    " (called as "
                            + caller.accessKeyId()
                            + ": give --data, or set the AWS_* variables of another key)";
            case "AccessDeniedException" ->
                    operation.equals("ExplainDenial")
                            ? ""
                            : " (a principal of the management account may, if its policies allow"
                                    + " it; root always)";
            default -> "";
        };
    }
}
