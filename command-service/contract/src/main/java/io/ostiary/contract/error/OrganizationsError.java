package io.ostiary.contract.error;

import io.ostiary.contract.port.Revealed;

import java.util.List;
import java.util.Map;

/**
 * The errors of Organizations' model; the code is the shape's name. All are 400, ServiceException
 * is 500.
 */
public sealed interface OrganizationsError extends AwsError {

    /** The member of two of them that says what exactly was wrong. */
    String REASON = "Reason";

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
            return Map.of(REASON, reason);
        }
    }

    /**
     * @param closed by when the account's own history says so
     */
    record AccountAlreadyClosed(String message, Revealed closed) implements OrganizationsError {
        @Override
        public String code() {
            return "AccountAlreadyClosedException";
        }

        @Override
        public List<Revealed> revealed() {
            return List.of(closed);
        }
    }

    record OrganizationsConflict(String message) implements OrganizationsError {
        @Override
        public String code() {
            return "ConflictException";
        }
    }

    /**
     * @param reason an InvalidInputExceptionReason of the model
     */
    record OrganizationsInvalidInput(String reason, String message) implements OrganizationsError {
        @Override
        public String code() {
            return "InvalidInputException";
        }

        @Override
        public Map<String, String> details() {
            return Map.of(REASON, reason);
        }
    }

    /**
     * Something in the organization's tree or among its policies is not there, or is in the way.
     */
    record TreeConflict(Conflict conflict) implements OrganizationsError {
        @Override
        public String code() {
            return conflict.code;
        }

        @Override
        public String message() {
            return conflict.message;
        }
    }

    /**
     * The errors that say nothing but their name. The first four texts are AWS's as getmoto/moto
     * has them (moto/organizations), of an account also as users were told; parent and child follow
     * their form, as other emulators have it. Those of policies that are not of the reference are
     * as users met them: of a type that is not enabled, of a name and of an attachment that is
     * there already (one text for both), of a document. The rest are the texts of the Organizations
     * API Reference: nobody was found to quote what AWS answers.
     */
    enum Conflict {
        ACCOUNT_NOT_FOUND(
                "AccountNotFoundException", "You specified an account that doesn't exist."),
        UNIT_NOT_FOUND(
                "OrganizationalUnitNotFoundException",
                "You specified an organizational unit that doesn't exist."),
        TARGET_NOT_FOUND("TargetNotFoundException", "You specified a target that doesn't exist."),
        DUPLICATE_UNIT(
                "DuplicateOrganizationalUnitException", "An OU with the same name already exists."),
        PARENT_NOT_FOUND("ParentNotFoundException", "You specified a parent that doesn't exist."),
        CHILD_NOT_FOUND("ChildNotFoundException", "You specified a child that doesn't exist."),
        SOURCE_NOT_FOUND(
                "SourceParentNotFoundException",
                "We can't find a source root or OU with the ParentId that you specified."),
        DESTINATION_NOT_FOUND(
                "DestinationParentNotFoundException",
                "We can't find the destination container (a root or OU) with the ParentId that"
                        + " you specified."),
        DUPLICATE_ACCOUNT(
                "DuplicateAccountException",
                "That account is already present in the specified destination."),
        UNIT_NOT_EMPTY(
                "OrganizationalUnitNotEmptyException",
                "The specified OU is not empty. Move all accounts to another root or to other OUs,"
                        + " remove all child OUs, and try the operation again."),
        ROOT_NOT_FOUND("RootNotFoundException", "You specified a root that doesn't exist."),
        POLICY_NOT_FOUND("PolicyNotFoundException", "You specified a policy that doesn't exist."),
        DUPLICATE_POLICY(
                "DuplicatePolicyException",
                "A policy with the specified name and type already exists."),
        DUPLICATE_ATTACHMENT(
                "DuplicatePolicyAttachmentException",
                "A policy with the specified name and type already exists."),
        POLICY_IN_USE(
                "PolicyInUseException",
                "The policy is attached to one or more entities. You must detach it from all roots,"
                        + " OUs, and accounts before performing this operation."),
        POLICY_NOT_ATTACHED(
                "PolicyNotAttachedException",
                "The policy isn't attached to the specified target in the specified root."),
        TYPE_ALREADY_ENABLED(
                "PolicyTypeAlreadyEnabledException",
                "The specified policy type is already enabled in the specified root."),
        TYPE_NOT_ENABLED(
                "PolicyTypeNotEnabledException",
                "This operation can be performed only for enabled policy types."),
        TYPE_NOT_AVAILABLE(
                "PolicyTypeNotAvailableForOrganizationException",
                "You can't use the specified policy type with the feature set currently enabled for"
                        + " this organization."),
        MALFORMED_POLICY(
                "MalformedPolicyDocumentException",
                "The provided policy document does not meet the requirements of the specified"
                        + " policy type."),
        NO_EFFECTIVE_POLICY(
                "EffectivePolicyNotFoundException",
                "If you ran this action on the management account, this policy type is not enabled."
                        + " If you ran the action on a member account, the account doesn't have an"
                        + " effective policy of this type.");

        private final String code;
        private final String message;

        Conflict(String code, String message) {
            this.code = code;
            this.message = message;
        }

        public OrganizationsError error() {
            return new TreeConflict(this);
        }
    }
}
