package io.ostiary.gateway.authorize;

import org.jspecify.annotations.Nullable;

/** The paths of the authorize API, byte for byte. */
enum Route {
    AUTHORIZE("/v1/authorize", "POST", Style.NATIVE),
    BATCH("/v1/authorize/batch", "POST", Style.NATIVE),
    EVALUATION("/access/v1/evaluation", "POST", Style.AUTHZEN),
    EVALUATIONS("/access/v1/evaluations", "POST", Style.AUTHZEN),
    WHO_CAN("/v1/who-can", "POST", Style.NATIVE),
    WHAT_CAN("/v1/what-can", "POST", Style.NATIVE),
    SEARCH_SUBJECT("/access/v1/search/subject", "POST", Style.AUTHZEN),
    SEARCH_ACTION("/access/v1/search/action", "POST", Style.AUTHZEN),
    SEARCH_RESOURCE("/access/v1/search/resource", "POST", Style.AUTHZEN),
    /** Read by anybody: it says where to ask, and nothing more. */
    METADATA("/.well-known/authzen-configuration", "GET", Style.AUTHZEN);

    /** How errors are written. */
    enum Style {
        NATIVE,
        AUTHZEN
    }

    private final String path;
    private final String method;
    private final Style style;

    Route(String path, String method, Style style) {
        this.path = path;
        this.method = method;
        this.style = style;
    }

    String path() {
        return path;
    }

    String method() {
        return method;
    }

    Style style() {
        return style;
    }

    /** Whether a bearer opens it; all else is for those who sign. */
    boolean takesBearer() {
        return switch (this) {
            case AUTHORIZE, BATCH, EVALUATION, EVALUATIONS -> true;
            case WHO_CAN, WHAT_CAN, SEARCH_SUBJECT, SEARCH_ACTION, SEARCH_RESOURCE, METADATA ->
                    false;
        };
    }

    /**
     * @param target of the request line; a query does not make it another path, it is refused later
     */
    static @Nullable Route of(String target) {
        int mark = target.indexOf('?');
        String wanted = mark < 0 ? target : target.substring(0, mark);
        for (Route route : ROUTES) {
            if (route.path.equals(wanted)) {
                return route;
            }
        }
        return null;
    }

    private static final Route[] ROUTES = values();
}
