package io.ostiary.gateway.authorize;

/** A body that holds no request at all. Expected, so it carries no stack trace. */
final class MalformedBody extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    MalformedBody(ApiError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    static MalformedBody notJson() {
        // Not the parser's text: it quotes the body, which may hold a token.
        return new MalformedBody(
                new ApiError(400, "MalformedInput", "The request is not valid JSON."));
    }

    static MalformedBody tooMany(int most) {
        return new MalformedBody(ApiError.invalid("A request holds 1 to " + most + " questions."));
    }

    static MalformedBody invalid(String message) {
        return new MalformedBody(ApiError.invalid(message));
    }

    ApiError error() {
        return error;
    }
}
