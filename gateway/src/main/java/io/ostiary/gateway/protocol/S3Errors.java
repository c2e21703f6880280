package io.ostiary.gateway.protocol;

import io.ostiary.contract.error.CommonError;

import java.util.Locale;

/**
 * The common errors as S3 spells them (Amazon S3 API Reference, "Error responses"). Some that IAM
 * tells apart are one here, and one of IAM's is three.
 */
final class S3Errors {

    private static final String MALFORMED_HEADER = "AuthorizationHeaderMalformed";

    private S3Errors() {}

    static WireError of(CommonError.Kind kind, String message) {
        return switch (kind) {
            case ACCESS_DENIED -> new WireError("AccessDenied", 403, message);
            case AUTHORIZATION_QUERY_PARAMETERS ->
                    new WireError("AuthorizationQueryParametersError", 400, message);
            case MISSING_AUTHENTICATION_TOKEN ->
                    new WireError("AccessDenied", 403, "Access Denied");
            case EXPIRED_TOKEN ->
                    new WireError("ExpiredToken", 400, "The provided token has expired.");
            case INCOMPLETE_SIGNATURE ->
                    new WireError(
                            MALFORMED_HEADER,
                            400,
                            "The authorization header is malformed; " + message);
            case INVALID_CLIENT_TOKEN_ID ->
                    new WireError(
                            "InvalidAccessKeyId",
                            403,
                            "The AWS Access Key Id you provided does not exist in our records.");
            case SIGNATURE_DOES_NOT_MATCH -> mismatch(message);
            case INVALID_ACTION, MISSING_ACTION, NOT_IMPLEMENTED ->
                    new WireError(
                            "NotImplemented",
                            501,
                            "A header you provided implies functionality that is not implemented");
            case INTERNAL_FAILURE ->
                    new WireError(
                            "InternalError",
                            500,
                            "We encountered an internal error. Please try again.");
            case MALFORMED_INPUT, VALIDATION_ERROR ->
                    new WireError("InvalidArgument", 400, message);
            case SERVICE_UNAVAILABLE -> new WireError("ServiceUnavailable", 503, message);
            case THROTTLING -> new WireError("SlowDown", 503, "Please reduce your request rate.");
        };
    }

    /**
     * Of an input that breaks the model.
     *
     * @param path where, as validation texts spell it
     */
    static WireError ofInput(String path, ConstraintKind kind) {
        if (path.endsWith("locationConstraint")) {
            return new WireError(
                    "InvalidLocationConstraint",
                    400,
                    "The specified location-constraint is not valid");
        }
        if (path.startsWith("createBucketConfiguration")) {
            return XmlBodyReader.MALFORMED;
        }
        return kind == ConstraintKind.INPUT_REQUIRED
                ? new WireError("MissingRequestBodyError", 400, "Request Body is empty")
                : new WireError(
                        "InvalidArgument", 400, "Argument " + path + " is not a valid value");
    }

    /** IAM says by the text alone what was wrong. */
    private static WireError mismatch(String message) {
        if (message.startsWith("Signature expired") || message.startsWith("Signature not yet")) {
            return new WireError(
                    "RequestTimeTooSkewed",
                    403,
                    "The difference between the request time and the current time is too large.");
        }
        if (message.startsWith("Credential should") || message.startsWith("Date in Credential")) {
            return new WireError(
                    MALFORMED_HEADER,
                    400,
                    "The authorization header is malformed; "
                            + message.substring(0, 1).toLowerCase(Locale.ROOT)
                            + message.substring(1));
        }
        return new WireError(
                "SignatureDoesNotMatch",
                403,
                "The request signature we calculated does not match the signature you provided."
                        + " Check your key and signing method.");
    }
}
