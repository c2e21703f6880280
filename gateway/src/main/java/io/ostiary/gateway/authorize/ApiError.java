package io.ostiary.gateway.authorize;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;

/**
 * A refusal as it goes out.
 *
 * @param message for people; holds nothing secret
 */
record ApiError(int status, String code, String message) {

    static ApiError of(AwsError error) {
        return new ApiError(
                error instanceof CommonError common ? status(common.kind()) : 400,
                error.code(),
                error.message());
    }

    static ApiError invalid(String message) {
        return of(CommonError.validation(message));
    }

    /** AWS's status; the two that it answers 400 for old clients' sake have one of their own. */
    private static int status(CommonError.Kind kind) {
        return kind == CommonError.Kind.THROTTLING ? 429 : kind.status();
    }

    /** Whether it says that nobody knows who asks. */
    boolean isUnauthenticated() {
        return switch (code) {
            case "MissingAuthenticationToken",
                    "IncompleteSignature",
                    "InvalidClientTokenId",
                    "SignatureDoesNotMatch",
                    "ExpiredToken" ->
                    true;
            default -> false;
        };
    }
}
