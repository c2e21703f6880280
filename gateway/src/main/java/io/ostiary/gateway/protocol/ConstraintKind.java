package io.ostiary.gateway.protocol;

/**
 * What kind of constraint a value breaks, as AWS Organizations tells it: its {@code
 * InvalidInputException} says so in {@code Reason}, and what was broken in a sentence that is the
 * same for every member (AWS Organizations API Reference, InvalidInputException; aws-ia/
 * terraform-aws-control_tower_account_factory#149 was answered the one about patterns).
 */
enum ConstraintKind {
    INPUT_REQUIRED("You must include a value for all required parameters."),
    INVALID_ENUM("You specified an invalid value."),
    INVALID_LIST_MEMBER(
            "You provided a list to a parameter that contains at least one invalid value."),
    INVALID_PATTERN("You provided a value that does not match the required pattern."),
    MAX_LENGTH_EXCEEDED("You provided a string parameter that is longer than allowed."),
    MAX_VALUE_EXCEEDED("You provided a numeric parameter that has a larger value than allowed."),
    MIN_LENGTH_EXCEEDED("You provided a string parameter that is shorter than allowed."),
    MIN_VALUE_EXCEEDED("You provided a numeric parameter that has a smaller value than allowed.");

    private static final String CODE = "InvalidInputException";

    private final WireError error;

    ConstraintKind(String message) {
        error = new WireError(CODE, 400, message).withDetail("Reason", name());
    }

    /** The refusal of an Organizations call whose first violation is of this kind. */
    WireError error() {
        return error;
    }
}
