package io.ostiary.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.policy.signature.PostSigner;
import io.ostiary.standalone.cli.CallerOptions.Caller;
import io.ostiary.standalone.folder.Unusable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call of the server's own service, signed and judged as every other call: whoever may not do it
 * is told so. Sent once, since a second might do something else.
 */
final class OperatorCall {

    private static final String SERVICE = "ostiary";
    private static final String TARGET = "OstiaryV20261101.";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Caller caller;
    private final InstantSource clock;

    OperatorCall(Caller caller, InstantSource clock) {
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * @param input by member; texts and numbers
     * @throws Unusable with what the server says against it, or when none answers
     */
    JsonNode send(String operation, Map<String, ?> input) {
        URI url = uri();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    http.send(
                            request(url, operation, JSON.writeValueAsString(input)),
                            HttpResponse.BodyHandlers.ofString());
            return answer(response, operation);
        } catch (IOException e) {
            throw new Unusable(
                    "no server answers at "
                            + url
                            + ": start it, or set AWS_ENDPOINT_URL to where"
                            + " it listens",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unusable("interrupted: the change may have been made", e);
        }
    }

    private URI uri() {
        try {
            URI url = URI.create(caller.url());
            if (url.getHost() != null) {
                return url.resolve("/");
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new Unusable("not an address: AWS_ENDPOINT_URL is such as http://127.0.0.1:4610");
    }

    private HttpRequest request(URI url, String operation, String body) {
        String timestamp = TIME.format(clock.instant());
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/x-amz-json-1.1");
        headers.put("x-amz-date", timestamp);
        headers.put("x-amz-target", TARGET + operation);
        String token = caller.sessionToken();
        if (token != null) {
            headers.put("x-amz-security-token", token);
        }
        var request =
                HttpRequest.newBuilder(url)
                        .version(HttpClient.Version.HTTP_1_1)
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        headers.put("host", url.getAuthority());
        return request.header(
                        "authorization",
                        PostSigner.authorization(
                                caller.accessKeyId(),
                                caller.secretAccessKey().revealBytes(),
                                caller.region(),
                                SERVICE,
                                timestamp,
                                headers,
                                PostSigner.sha256(body)))
                .build();
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
