package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Protocol;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * The writers, and which of them answers a request. One instance a process: writers prepare
 * and keep.
 */
public final class ResponseWriters {

    private static final int MAX_ACCEPT = 1_024;

    private final QueryXmlWriter queryXml = new QueryXmlWriter();
    private final QueryJsonWriter queryJson = new QueryJsonWriter();
    private final AwsJsonWriter awsJson = new AwsJsonWriter();
    private final RestXmlWriter restXml = new RestXmlWriter();
    private final RestJsonWriter restJson = new RestJsonWriter();

    /**
     * @param accept the {@code Accept} header; only a query service looks at it
     */
    public ResponseWriter choose(Protocol protocol, @Nullable String accept) {
        return switch (protocol) {
            case QUERY -> prefersJson(accept) ? queryJson : queryXml;
            case JSON_1_1 -> awsJson;
            case REST_XML -> restXml;
            case REST_JSON -> restJson;
        };
    }

    /** XML unless JSON is asked for by name and comes before any XML type. */
    private static boolean prefersJson(@Nullable String accept) {
        if (accept == null || accept.length() > MAX_ACCEPT) {
            return false;
        }
        for (String range : accept.split(",", -1)) {
            String type = range.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
            switch (type) {
                case "application/json" -> {
                    return true;
                }
                case "text/xml", "application/xml" -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }
}
