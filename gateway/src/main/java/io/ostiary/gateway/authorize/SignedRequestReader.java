package io.ostiary.gateway.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.PayloadMode;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.SignedRequest.Header;
import io.ostiary.gateway.pipeline.Gate;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request that the asking service received: {@code {service, hosts, method, path, headers, body |
 * bodySha256}}. The service states which names it serves; a request for another is refused here.
 */
final class SignedRequestReader {

    private static final int MAX_PATH = 16 * 1024;
    private static final int MAX_BODY = 256 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER = 16 * 1024;
    private static final int MAX_HOSTS = 100;
    private static final int MAX_WORD = 256;
    private static final String S3 = "s3";
    private static final String PAYLOAD = "x-amz-content-sha256";

    private SignedRequestReader() {}

    /**
     * @param in at the member's value
     * @return null and a fault where it is no such request
     */
    static @Nullable Subject read(JsonParser in, MemberReader members) throws IOException {
        if (!members.isObject("signedRequest")) {
            return null;
        }
        String service = null;
        String method = null;
        String path = null;
        String body = null;
        String bodyHash = null;
        List<String> hosts = List.of();
        List<Header> headers = List.of();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            switch (member) {
                case "service" -> service = members.text(member, MAX_WORD);
                case "method" -> method = members.text(member, MAX_WORD);
                case "path" -> path = members.text(member, MAX_PATH);
                case "body" -> body = members.text(member, MAX_BODY);
                case "bodySha256" -> bodyHash = members.text(member, MAX_WORD);
                case "hosts" -> hosts = texts(in, members, member, MAX_HOSTS, MAX_WORD);
                case "headers" -> headers = headers(in, members);
                default -> members.unknown(member);
            }
        }
        if (members.fault() != null) {
            return null;
        }
        if (service == null || method == null || path == null || body != null && bodyHash != null) {
            members.fault(
                    "A signedRequest has service, hosts, method, path, headers, and one of body and"
                            + " bodySha256.");
            return null;
        }
        if (bodyHash == null) {
            bodyHash = Gate.sha256(body == null ? new byte[0] : body.getBytes(UTF_8));
        } else if (!Hexadecimal.isSha256(bodyHash)
                && !(PayloadMode.of(bodyHash) != PayloadMode.WHOLE && service.equals(S3))) {
            members.fault(
                    "bodySha256 must be 64 lower-case hexadecimal digits; at S3 also what the"
                            + " request's x-amz-content-sha256 says in their place.");
            return null;
        }
        if (!isForUs(headers, hosts)) {
            members.fault("The signed request is for none of the hosts.");
            return null;
        }
        int mark = path.indexOf('?');
        String query = mark < 0 ? "" : path.substring(mark + 1);
        if (service.equals(S3) && leavesBodyOut(query, headers)) {
            bodyHash = PayloadMode.UNSIGNED.word();
        }
        return new Subject.Signer(
                new SignedRequest(
                        method,
                        mark < 0 ? path : path.substring(0, mark),
                        query,
                        headers,
                        bodyHash,
                        service));
    }

    /**
     * Whoever made a presigned URL did not know the body: S3 takes it unsigned, unless the request
     * says its hash (Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters").
     */
    private static boolean leavesBodyOut(String query, List<Header> headers) {
        boolean presigned = false;
        String said = null;
        for (String parameter : query.split("&", -1)) {
            presigned |= parameter.startsWith("X-Amz-Signature=");
            if (parameter.regionMatches(true, 0, PAYLOAD + "=", 0, PAYLOAD.length() + 1)) {
                said = parameter.substring(PAYLOAD.length() + 1);
            }
        }
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(PAYLOAD)) {
                said = header.value().strip();
            }
        }
        return presigned && (said == null || said.equals(PayloadMode.UNSIGNED.word()));
    }

    /** Each header by its name, with one value or a list of them. */
    static List<Header> headers(JsonParser in, MemberReader members) throws IOException {
        if (!members.isObject("headers")) {
            return List.of();
        }
        List<Header> headers = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            List<String> values;
            if (value == JsonToken.START_ARRAY) {
                values = texts(in, members, "headers", MAX_HEADERS, MAX_HEADER);
            } else if (value == JsonToken.VALUE_STRING && in.getText().isEmpty()) {
                values = List.of("");
            } else {
                String text = members.text("A header", MAX_HEADER);
                values = text == null ? List.of() : List.of(text);
            }
            for (String each : values) {
                if (headers.size() >= MAX_HEADERS) {
                    members.fault("A signedRequest has too many headers.");
                } else {
                    headers.add(new Header(name, each));
                }
            }
        }
        return headers;
    }

    static List<String> texts(JsonParser in, MemberReader members, String member, int most, int max)
            throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            members.unfit(member + " must be a list.");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            String text = members.text(member, max);
            if (texts.size() >= most) {
                members.fault(member + " holds too many texts.");
            } else if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static boolean isForUs(List<Header> headers, List<String> hosts) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("host")) {
                String host = header.value().strip().toLowerCase(Locale.ROOT);
                for (String ours : hosts) {
                    if (ours.toLowerCase(Locale.ROOT).equals(host)) {
                        return true;
                    }
                }
                return false;
            }
        }
        return false;
    }
}
