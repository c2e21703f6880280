package io.ostiary.writer.rule;

import io.ostiary.contract.error.CommonError;

/** What a credential's status can be set to (IAM API, statusType). */
public final class Status {
    private Status() {}

    /** Whether it is to be active. The model also knows Expired, which nobody can set. */
    public static Lookup<Boolean> active(String status) {
        return switch (status) {
            case "Active" -> Lookup.found(true);
            case "Inactive" -> Lookup.found(false);
            default ->
                    Lookup.refused(
                            CommonError.validation(
                                    "1 validation error detected: Value at 'status' failed to"
                                            + " satisfy constraint: Member must satisfy enum value"
                                            + " set: [Active, Inactive]"));
        };
    }
}
