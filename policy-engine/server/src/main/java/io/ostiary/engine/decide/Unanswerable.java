package io.ostiary.engine.decide;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;

/** Why one question has no answer. Expected, so it carries no stack trace. */
public final class Unanswerable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient AwsError error;

    public Unanswerable(AwsError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    public static Unanswerable invalid(String message) {
        return new Unanswerable(CommonError.validation(message));
    }

    /** One wording for who is missing and who is not to be asked about: neither can be told. */
    public static Unanswerable nobody() {
        return new Unanswerable(
                CommonError.accessDenied(
                        "There is no such principal, or the caller may not ask about it."));
    }

    public static Unanswerable unreadable() {
        return new Unanswerable(CommonError.unavailable("The account's history cannot be read."));
    }

    public AwsError error() {
        return error;
    }
}
