package io.ostiary.engine.decide;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;

/** Why one question has no answer. Expected, so it carries no stack trace. */
final class Unanswerable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient AwsError error;

    Unanswerable(AwsError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    static Unanswerable invalid(String message) {
        return new Unanswerable(CommonError.validation(message));
    }

    /** One wording for who is missing and who is not to be asked about: neither can be told. */
    static Unanswerable nobody() {
        return new Unanswerable(
                CommonError.accessDenied(
                        "There is no such principal, or the caller may not ask about it."));
    }

    static Unanswerable unreadable() {
        return new Unanswerable(CommonError.unavailable("The account's history cannot be read."));
    }

    AwsError error() {
        return error;
    }
}
