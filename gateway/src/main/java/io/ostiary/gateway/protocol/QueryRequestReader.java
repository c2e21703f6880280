package io.ostiary.gateway.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.protocol.Value.StructureValue;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Reads AWS Query requests in two steps: bytes to parameters (enough to verify a signature and to
 * find the operation), then parameters to values along the operation's input shape.
 *
 * <p>Refused: a parameter that occurs twice in the whole request (A015), one that is not in the
 * operation's model (A090), list indices with gaps and structures deeper than the model (A125),
 * text that XML cannot hold (A021), values that are not of their type ({@code MalformedInput},
 * A037).
 */
public final class QueryRequestReader {

    /** Query string and body together, in bytes. */
    public static final int MAX_REQUEST = 2 * 1024 * 1024;

    private static final String NO_VERSION = "NO_VERSION_SPECIFIED";

    private final ServiceCatalog catalog;

    public QueryRequestReader(ServiceCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * @param rawQuery what stands after {@code ?} in the request target, undecoded
     * @param body a form, or empty
     */
    public QueryParameters parameters(@Nullable String rawQuery, byte[] body) {
        int queryLength = rawQuery == null ? 0 : rawQuery.length();
        if (queryLength + body.length > MAX_REQUEST) {
            throw invalid("The request is too large.");
        }
        FormDecoder decoder = new FormDecoder();
        if (rawQuery != null) {
            decoder.decode(ascii(rawQuery));
        }
        decoder.decode(body);
        return new QueryParameters(decoder.parameters());
    }

    /** The operation that the request names. */
    public OperationModel operation(QueryParameters parameters) {
        String action = parameters.action();
        if (action == null || action.isEmpty()) {
            throw refused(
                    CommonError.Kind.MISSING_ACTION,
                    "The request must contain the parameter Action.");
        }
        String version = parameters.version();
        return catalog.find(action, version == null ? "" : version)
                .orElseThrow(() -> unknown(action, version));
    }

    /** The values of an operation's parameters; not yet checked against the model's constraints. */
    public StructureValue read(OperationModel operation, QueryParameters parameters) {
        QueryTree tree = new QueryTree(operation);
        for (Map.Entry<String, String> parameter : parameters.asMap().entrySet()) {
            if (!isProtocolParameter(parameter.getKey())) {
                tree.put(parameter.getKey(), parameter.getValue());
            }
        }
        return tree.value();
    }

    /**
     * Parameters that belong to the protocol or to a signature in the query string. They are no
     * operation's input, and a signature verifier has judged them before.
     */
    private static boolean isProtocolParameter(String name) {
        return switch (name) {
            case "Action", "Version", "SignatureVersion" -> true;
            default -> name.startsWith("X-Amz-");
        };
    }

    private static byte[] ascii(String rawQuery) {
        for (int i = 0; i < rawQuery.length(); i++) {
            char c = rawQuery.charAt(i);
            if (c <= ' ' || c >= 0x7F) {
                throw invalid("The query string holds a character that must be escaped.");
            }
        }
        return rawQuery.getBytes(US_ASCII);
    }

    private static RefusedRequest unknown(String action, @Nullable String version) {
        return refused(
                CommonError.Kind.INVALID_ACTION,
                "Could not find operation "
                        + TextRules.echo(action)
                        + " for version "
                        + (version == null ? NO_VERSION : TextRules.echo(version)));
    }

    static RefusedRequest invalid(String message) {
        return refused(CommonError.Kind.VALIDATION_ERROR, message);
    }

    static RefusedRequest malformed(String message) {
        return refused(CommonError.Kind.MALFORMED_INPUT, message);
    }

    private static RefusedRequest refused(CommonError.Kind kind, String message) {
        return new RefusedRequest(WireError.common(kind, message, Protocol.QUERY));
    }
}
