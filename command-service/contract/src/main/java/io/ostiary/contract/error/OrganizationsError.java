package io.ostiary.contract.error;

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

    record ConstraintViolation(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "ConstraintViolationException";
        }
    }

    record OrganizationsInvalidInput(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "InvalidInputException";
        }
    }
}
