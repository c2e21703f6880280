package io.ostiary.contract.error;

import io.ostiary.contract.port.Revealed;

import java.util.List;

/**
 * The errors of the service {@code ostiary}; the code is the shape's name in its model. All are
 * 400.
 */
public sealed interface OperatorError extends AwsError {

    record NoSuchAccount(String message) implements OperatorError {
        @Override
        public String code() {
            return "NoSuchAccountException";
        }
    }

    record InvalidQuota(String message) implements OperatorError {
        @Override
        public String code() {
            return "InvalidQuotaException";
        }
    }

    /**
     * @param open by when the account's own history says so
     */
    record AccountNotClosed(String message, Revealed open) implements OperatorError {
        @Override
        public String code() {
            return "AccountNotClosedException";
        }

        @Override
        public List<Revealed> revealed() {
            return List.of(open);
        }
    }

    /** It is too late: the account's key is shredded, or is about to be. */
    record AccountGone(String message) implements OperatorError {
        @Override
        public String code() {
            return "AccountGoneException";
        }
    }

    /** An ARN that this service keeps nothing of, or that is not the caller's. */
    record InvalidResource(String message) implements OperatorError {
        @Override
        public String code() {
            return "InvalidResourceException";
        }
    }

    record NoSuchResource(String message) implements OperatorError {
        @Override
        public String code() {
            return "NoSuchResourceException";
        }
    }

    record MalformedResourcePolicy(String message) implements OperatorError {
        @Override
        public String code() {
            return "MalformedPolicyException";
        }
    }

    record InvalidTags(String message) implements OperatorError {
        @Override
        public String code() {
            return "InvalidTagsException";
        }
    }

    record TooManyResources(String message) implements OperatorError {
        @Override
        public String code() {
            return "ResourceLimitException";
        }
    }

    /** Nothing of it is kept, whatever the reason. */
    record NoSuchDenial(String message) implements OperatorError {
        @Override
        public String code() {
            return "NoSuchDenialException";
        }
    }

    /** Another change of the same account is on its way. */
    record ChangeInProgress(String message) implements OperatorError {
        @Override
        public String code() {
            return "ConflictException";
        }
    }
}
