package io.ostiary.contract.error;

import java.util.Locale;

/** The errors of IAM's model (IAM API Reference, the Errors of each operation). */
public sealed interface IamError extends AwsError {

    /** What an error speaks of; the text is AWS's word for it. */
    enum Subject {
        USER("user"),
        GROUP("group"),
        ROLE("role"),
        POLICY("policy"),
        INSTANCE_PROFILE("instance profile"),
        SERVER_CERTIFICATE("server certificate");

        private final String word;

        Subject(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        String capitalized() {
            return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        }
    }

    record NoSuchEntity(String message) implements IamError {
        private static final int MAX_SERVICE_NAME = 128;

        @Override
        public String code() {
            return "NoSuchEntity";
        }

        /**
         * Of a service that takes no credentials of its own. The model does not limit the name; a
         * long one is told in part.
         */
        public static NoSuchEntity service(String name) {
            return new NoSuchEntity(
                    "No such service "
                            + name.substring(0, Math.min(name.length(), MAX_SERVICE_NAME))
                            + " is supported for Service Specific Credentials");
        }

        /** As AWS words it, of CreateLoginProfile's kin and of ChangePassword alike. */
        public static NoSuchEntity loginProfile(String userName) {
            return new NoSuchEntity("Login Profile for User " + userName + " cannot be found.");
        }

        /**
         * A policy that is not there, where its users are asked for or become more (localstack,
         * test_iam_policies.snapshot, err-nonexistent-policy; test_iam_users.snapshot).
         */
        public static NoSuchEntity notAttachable(String policyArn) {
            return new NoSuchEntity(
                    "Policy " + policyArn + " does not exist or is not attachable.");
        }

        /**
         * A version, be it that there is no such policy (localstack, test_iam_policies.snapshot,
         * err-get-version-nonexistent-policy, err-set-default-nonexistent-policy).
         */
        public static NoSuchEntity policyVersion(String policyArn, String versionId) {
            return notAttachable(policyArn + " version " + versionId);
        }

        /** As AWS words it for each kind of thing. */
        public static NoSuchEntity named(Subject subject, String name) {
            return switch (subject) {
                case USER, GROUP, ROLE ->
                        new NoSuchEntity(
                                "The "
                                        + subject.word()
                                        + " with name "
                                        + name
                                        + " cannot be found.");
                case INSTANCE_PROFILE ->
                        new NoSuchEntity("Instance Profile " + name + " cannot be found.");
                case POLICY -> new NoSuchEntity("Policy " + name + " was not found.");
                // As AWS was seen to word it (localstack, test_iam_server_certificates.snapshot).
                case SERVER_CERTIFICATE ->
                        new NoSuchEntity(
                                "The Server Certificate with name " + name + " cannot be found.");
            };
        }
    }

    record EntityAlreadyExists(String message) implements IamError {
        @Override
        public String code() {
            return "EntityAlreadyExists";
        }

        /** As AWS words it (awslabs/aws-deployment-framework#465). */
        public static EntityAlreadyExists alias(String alias) {
            return new EntityAlreadyExists("The account alias " + alias + " already exists.");
        }

        /** As AWS words it: {@code User with name Bob already exists.} */
        public static EntityAlreadyExists named(Subject subject, String name) {
            return switch (subject) {
                case INSTANCE_PROFILE ->
                        new EntityAlreadyExists("Instance Profile " + name + " already exists.");
                case POLICY ->
                        new EntityAlreadyExists(
                                "A policy called "
                                        + name
                                        + " already exists. Duplicate names are not allowed.");
                case SERVER_CERTIFICATE ->
                        new EntityAlreadyExists(
                                "The Server Certificate with name " + name + " already exists.");
                case USER, GROUP, ROLE ->
                        new EntityAlreadyExists(
                                subject.capitalized() + " with name " + name + " already exists.");
            };
        }
    }

    record DeleteConflict(String message) implements IamError {
        @Override
        public String code() {
            return "DeleteConflict";
        }
    }

    record LimitExceeded(String message) implements IamError {
        @Override
        public String code() {
            return "LimitExceeded";
        }

        /** As AWS words it: {@code Cannot exceed quota for UsersPerAccount: 5000} */
        public static LimitExceeded quota(String name, long limit) {
            return new LimitExceeded("Cannot exceed quota for " + name + ": " + limit);
        }
    }

    record MalformedPolicyDocument(String message) implements IamError {
        @Override
        public String code() {
            return "MalformedPolicyDocument";
        }
    }

    record MalformedCertificate(String message) implements IamError {
        @Override
        public String code() {
            return "MalformedCertificate";
        }
    }

    record KeyPairMismatch(String message) implements IamError {
        @Override
        public String code() {
            return "KeyPairMismatch";
        }
    }

    record InvalidInput(String message) implements IamError {
        @Override
        public String code() {
            return "InvalidInput";
        }

        /** Of a text that is no ARN of what is asked for. */
        public static InvalidInput arn(String text) {
            return new InvalidInput("ARN " + text + " is not valid.");
        }
    }

    record InvalidUserType(String message) implements IamError {
        @Override
        public String code() {
            return "InvalidUserType";
        }

        /** AWS documents the code (AWS CLI, {@code change-password}); the words are ours. */
        public static InvalidUserType ownPassword() {
            return new InvalidUserType("Only IAM Users can change their own password");
        }
    }

    record PolicyNotAttachable(String message) implements IamError {
        @Override
        public String code() {
            return "PolicyNotAttachable";
        }
    }

    record UnmodifiableEntity(String message) implements IamError {
        @Override
        public String code() {
            return "UnmodifiableEntity";
        }
    }

    record EntityTemporarilyUnmodifiable(String message) implements IamError {
        @Override
        public String code() {
            return "EntityTemporarilyUnmodifiable";
        }

        /**
         * Of a password that was set while another was on its way. The words are ours, after AWS's
         * for a login profile that is just being created.
         */
        public static EntityTemporarilyUnmodifiable loginProfile(String userName) {
            return new EntityTemporarilyUnmodifiable(
                    "Login Profile for User "
                            + userName
                            + " cannot be modified while login profile is being updated.");
        }
    }

    record PasswordPolicyViolation(String message) implements IamError {
        @Override
        public String code() {
            return "PasswordPolicyViolation";
        }

        /**
         * AWS's word for what it does not tell in detail; people have met it when they used a
         * password again (edunham.net, "User is not authorized to perform iam:ChangePassword").
         */
        public static PasswordPolicyViolation unspecified() {
            return new PasswordPolicyViolation(
                    "Password does not conform to the account password policy.");
        }
    }

    record InvalidPublicKey(String message) implements IamError {
        @Override
        public String code() {
            return "InvalidPublicKey";
        }
    }

    record UnrecognizedPublicKeyEncoding(String message) implements IamError {
        @Override
        public String code() {
            return "UnrecognizedPublicKeyEncoding";
        }
    }

    record DuplicateSSHPublicKey(String message) implements IamError {
        @Override
        public String code() {
            return "DuplicateSSHPublicKey";
        }
    }

    record InvalidCertificate(String message) implements IamError {
        @Override
        public String code() {
            return "InvalidCertificate";
        }
    }

    record DuplicateCertificate(String message) implements IamError {
        @Override
        public String code() {
            return "DuplicateCertificate";
        }
    }

    record ReportNotPresent(String message) implements IamError {
        @Override
        public String code() {
            return "ReportNotPresent";
        }
    }

    record ReportExpired(String message) implements IamError {
        @Override
        public String code() {
            return "ReportExpired";
        }
    }

    record ReportInProgress(String message) implements IamError {
        @Override
        public String code() {
            return "ReportInProgress";
        }
    }

    record ServiceFailure(String message) implements IamError {
        @Override
        public String code() {
            return "ServiceFailure";
        }
    }
}
