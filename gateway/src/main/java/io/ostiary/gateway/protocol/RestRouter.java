package io.ostiary.gateway.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ostiary.gateway.model.HttpBinding;
import io.ostiary.gateway.model.HttpBinding.Segment;
import io.ostiary.gateway.model.Location;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the operation of a REST request by method, path and query. The path is taken byte for byte
 * as it was signed (attack A014): nothing in it is decoded or made normal, so a segment with an
 * escape in it is no bucket's name and finds nothing. A query parameter that the operation does not
 * know is not passed over: {@code ?acl} asks for another operation than the one without.
 */
public final class RestRouter {

    /** What SDKs add to tell operations apart in logs. */
    private static final String OPERATION_NAME = "x-id";

    private static final WireError S3_NOT_IMPLEMENTED =
            new WireError(
                    "NotImplemented",
                    501,
                    "A header you provided implies functionality that is not implemented");
    private static final WireError S3_METHOD =
            new WireError(
                    "MethodNotAllowed",
                    405,
                    "The specified method is not allowed against this resource.");

    private final Map<Protocol, List<OperationModel>> operations = new HashMap<>();

    public RestRouter(ServiceCatalog catalog) {
        for (Protocol protocol : List.of(Protocol.REST_XML, Protocol.REST_JSON)) {
            operations.put(protocol, catalog.restOperations(protocol));
        }
    }

    /** Throws a RefusedRequest when the request names no operation. */
    public RestCall route(Protocol protocol, String method, String rawPath, String rawQuery) {
        Map<String, String> query = query(protocol, rawQuery);
        List<String> path = segments(rawPath);
        OperationModel best = null;
        for (OperationModel operation : operations.getOrDefault(protocol, List.of())) {
            HttpBinding http = operation.http();
            if (http.method().equals(method)
                    && fits(http, path)
                    && query.keySet().containsAll(http.flags())
                    && (best == null || http.flags().size() > best.http().flags().size())) {
                best = operation;
            }
        }
        if (best == null) {
            throw new RefusedRequest(none(protocol, method, path));
        }
        for (String name : query.keySet()) {
            if (!isKnown(best, name)) {
                throw new RefusedRequest(
                        protocol == Protocol.REST_XML
                                ? S3_NOT_IMPLEMENTED
                                : new WireError(
                                        "ValidationException",
                                        400,
                                        "The parameter "
                                                + TextRules.echo(name)
                                                + " is not known."));
            }
        }
        return new RestCall(best, labels(best.http(), path), query);
    }

    /** An object is as deep as it likes; there is none here, whatever is asked of it. */
    private WireError none(Protocol protocol, String method, List<String> path) {
        if (protocol == Protocol.REST_JSON) {
            return new WireError("MethodNotAllowed", 405, "The path has no such method.");
        }
        boolean known =
                operations.getOrDefault(protocol, List.of()).stream()
                        .anyMatch(operation -> operation.http().method().equals(method));
        return known && path.size() > 1 ? S3_NOT_IMPLEMENTED : S3_METHOD;
    }

    private static boolean isKnown(OperationModel operation, String name) {
        if (operation.http().flags().contains(name) || name.equals(OPERATION_NAME)) {
            return true;
        }
        for (Member member : operation.input().members()) {
            if (member.location() == Location.QUERY && member.wireName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> query(Protocol protocol, String rawQuery) {
        var decoder = new FormDecoder();
        try {
            decoder.decode(rawQuery.getBytes(US_ASCII));
        } catch (RefusedRequest e) {
            throw new RefusedRequest(
                    new WireError(
                            protocol == Protocol.REST_XML
                                    ? "InvalidArgument"
                                    : "ValidationException",
                            400,
                            e.error().message()));
        }
        return decoder.parameters();
    }

    /** The last one may be followed by a slash. */
    private static List<String> segments(String rawPath) {
        var segments = new ArrayList<String>();
        int from = 1;
        while (from < rawPath.length()) {
            int slash = rawPath.indexOf('/', from);
            int end = slash < 0 ? rawPath.length() : slash;
            segments.add(rawPath.substring(from, end));
            from = end + 1;
        }
        return segments;
    }

    private static boolean fits(HttpBinding http, List<String> path) {
        if (http.path().size() != path.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            Segment segment = http.path().get(i);
            String given = path.get(i);
            if (segment.isLabel() ? given.isEmpty() : !segment.text().equals(given)) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> labels(HttpBinding http, List<String> path) {
        var labels = new HashMap<String, String>();
        for (int i = 0; i < path.size(); i++) {
            if (http.path().get(i).isLabel()) {
                labels.put(http.path().get(i).text(), path.get(i));
            }
        }
        return labels;
    }
}
