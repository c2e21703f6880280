package io.ostiary.contract.error;

/** The errors of STS's model (STS API Reference). */
public sealed interface StsError extends AwsError {

    record MalformedPolicyDocument(String message) implements StsError {
        @Override
        public String code() {
            return "MalformedPolicyDocument";
        }
    }

    record PackedPolicyTooLarge(String message) implements StsError {
        @Override
        public String code() {
            return "PackedPolicyTooLarge";
        }
    }

    record InvalidAuthorizationMessage(String message) implements StsError {
        @Override
        public String code() {
            return "InvalidAuthorizationMessageException";
        }
    }
}
