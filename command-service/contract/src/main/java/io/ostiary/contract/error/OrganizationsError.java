package io.ostiary.contract.error;

import java.util.Map;

/**
 * The errors of Organizations' model; the code is the shape's name. All are 400, ServiceException
 * is 500.
 */
public sealed interface OrganizationsError extends AwsError {

    record AlreadyInOrganization(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "AlreadyInOrganizationException";
        }
    }

    record OrganizationNotInUse(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "AWSOrganizationsNotInUseException";
        }
    }

    record OrganizationsAccessDenied(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "AccessDeniedException";
        }
    }

    record CreateAccountStatusNotFound(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "CreateAccountStatusNotFoundException";
        }
    }

    /**
     * @param reason a ConstraintViolationExceptionReason of the model
     */
    record ConstraintViolation(String reason, String message) implements OrganizationsError {
        @Override
        public String code() {
            return "ConstraintViolationException";
        }

        @Override
        public Map<String, String> details() {
            return Map.of("Reason", reason);
        }
    }

    record AccountNotFound(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "AccountNotFoundException";
        }
    }

    record AccountAlreadyClosed(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "AccountAlreadyClosedException";
        }
    }

    record OrganizationsConflict(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "ConflictException";
        }
    }

    record OrganizationsInvalidInput(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "InvalidInputException";
        }
    }
}
