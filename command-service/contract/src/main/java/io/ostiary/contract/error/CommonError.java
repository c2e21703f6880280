package io.ostiary.contract.error;

/**
 * The errors that any operation may answer (IAM API Reference, "Common Errors"; IAM User Guide,
 * "Troubleshoot signed requests"). JSON services name some of them otherwise: the gateway knows.
 */
public record CommonError(Kind kind, String message) implements AwsError {

    /** The common codes and their HTTP status in the Query protocol. */
    public enum Kind {
        ACCESS_DENIED("AccessDenied", 403),
        /** S3's, of presigned requests. */
        AUTHORIZATION_QUERY_PARAMETERS("AuthorizationQueryParametersError", 400),
        EXPIRED_TOKEN("ExpiredToken", 403),
        INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
        INTERNAL_FAILURE("InternalFailure", 500),
        INVALID_ACTION("InvalidAction", 400),
        INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403),
        MALFORMED_INPUT("MalformedInput", 400),
        MISSING_ACTION("MissingAction", 400),
        MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
        NOT_IMPLEMENTED("NotImplemented", 501),
        SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
        SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403),
        THROTTLING("Throttling", 400),
        VALIDATION_ERROR("ValidationError", 400);

        private final String code;
        private final int status;

        Kind(String code, int status) {
            this.code = code;
            this.status = status;
        }

        public String code() {
            return code;
        }

        public int status() {
            return status;
        }
    }

    @Override
    public String code() {
        return kind.code();
    }

    public static CommonError accessDenied(String message) {
        return new CommonError(Kind.ACCESS_DENIED, message);
    }

    public static CommonError validation(String message) {
        return new CommonError(Kind.VALIDATION_ERROR, message);
    }

    /** The one answer to every unknown, inactive, deleted or mismatched credential. */
    public static CommonError invalidClientToken() {
        return new CommonError(
                Kind.INVALID_CLIENT_TOKEN_ID,
                "The security token included in the request is invalid.");
    }

    public static CommonError unavailable(String message) {
        return new CommonError(Kind.SERVICE_UNAVAILABLE, message);
    }
}
