package io.ostiary.policy.signature;

/**
 * Why a signature was not accepted.
 *
 * @param message AWS's text; holds no signature, token or secret
 */
public record SignatureError(Code code, String message) implements ParseOutcome, VerifyOutcome {

    /** AWS's code in the query protocol, and its status. */
    public enum Code {
        MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
        INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
        SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403),
        INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403),
        ACCESS_DENIED("AccessDenied", 403),
        AUTHORIZATION_QUERY_PARAMETERS("AuthorizationQueryParametersError", 400),
        VALIDATION_ERROR("ValidationError", 400);

        private final String text;
        private final int status;

        Code(String text, int status) {
            this.text = text;
            this.status = status;
        }

        public String text() {
            return text;
        }

        public int status() {
            return status;
        }
    }

    static final SignatureError MISSING =
            new SignatureError(
                    Code.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");

    static final SignatureError MISMATCH =
            new SignatureError(
                    Code.SIGNATURE_DOES_NOT_MATCH,
                    "The request signature we calculated does not match the signature you"
                            + " provided. Check your AWS Secret Access Key and signing method."
                            + " Consult the service documentation for details.");

    /** S3's text. */
    static final SignatureError EXPIRED =
            new SignatureError(Code.ACCESS_DENIED, "Request has expired");

    static final SignatureError INVALID_TOKEN =
            new SignatureError(
                    Code.INVALID_CLIENT_TOKEN_ID,
                    "The security token included in the request is invalid");

    static SignatureError incomplete(String message) {
        return new SignatureError(Code.INCOMPLETE_SIGNATURE, message);
    }

    static SignatureError mismatch(String message) {
        return new SignatureError(Code.SIGNATURE_DOES_NOT_MATCH, message);
    }
}
