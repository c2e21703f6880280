package io.ostiary.contract.error;

import java.util.Map;

/**
 * A refusal as S3 spells it (Amazon S3 API Reference, "Error responses"); code and status in one
 * place, since its model declares hardly any.
 *
 * @param bucket whose name the error tells; empty for none
 */
public record S3Error(Kind kind, String message, String bucket) implements AwsError {

    /** The codes that an operation answers; those of requests that name none are the gateway's. */
    public enum Kind {
        ACCESS_DENIED("AccessDenied", 403),
        BUCKET_ALREADY_EXISTS("BucketAlreadyExists", 409),
        BUCKET_ALREADY_OWNED_BY_YOU("BucketAlreadyOwnedByYou", 409),
        ILLEGAL_LOCATION_CONSTRAINT("InvalidLocationConstraint", 400),
        INVALID_BUCKET_ACL("InvalidBucketAclWithObjectOwnership", 400),
        INVALID_BUCKET_NAME("InvalidBucketName", 400),
        INVALID_TAG("InvalidTag", 400),
        MALFORMED_POLICY("MalformedPolicy", 400),
        METHOD_NOT_ALLOWED("MethodNotAllowed", 405),
        NO_SUCH_BUCKET("NoSuchBucket", 404),
        NO_SUCH_BUCKET_POLICY("NoSuchBucketPolicy", 404),
        NOT_IMPLEMENTED("NotImplemented", 501),
        OPERATION_ABORTED("OperationAborted", 409),
        POLICY_TOO_LARGE("PolicyTooLarge", 400),
        TOO_MANY_BUCKETS("TooManyBuckets", 400);

        private final String code;
        private final int status;

        Kind(String code, int status) {
            this.code = code;
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    @Override
    public String code() {
        return kind.code;
    }

    @Override
    public Map<String, String> details() {
        return bucket.isEmpty() ? Map.of() : Map.of("BucketName", bucket);
    }

    public static S3Error noSuchBucket(String bucket) {
        return new S3Error(
                Kind.NO_SUCH_BUCKET, "The specified bucket does not exist", bucket);
    }

    public static S3Error noSuchPolicy(String bucket) {
        return new S3Error(
                Kind.NO_SUCH_BUCKET_POLICY, "The bucket policy does not exist", bucket);
    }

    public static S3Error malformedPolicy(String message) {
        return new S3Error(Kind.MALFORMED_POLICY, message, "");
    }

    public static S3Error accessDenied() {
        return new S3Error(Kind.ACCESS_DENIED, "Access Denied", "");
    }

    /** To who may, but belongs to another account than the bucket (PutBucketPolicy). */
    public static S3Error notYours() {
        return new S3Error(
                Kind.METHOD_NOT_ALLOWED,
                "The specified method is not allowed against this resource.",
                "");
    }

    /** A name is on its way from or to the registry. */
    public static S3Error aborted(String bucket) {
        return new S3Error(
                Kind.OPERATION_ABORTED,
                "A conflicting conditional operation is currently in progress against this"
                        + " resource. Please try again.",
                bucket);
    }

    public static S3Error taken(String bucket) {
        return new S3Error(
                Kind.BUCKET_ALREADY_EXISTS,
                "The requested bucket name is not available. The bucket namespace is shared by all"
                        + " users of the system. Please select a different name and try again.",
                bucket);
    }

    public static S3Error yoursAlready(String bucket) {
        return new S3Error(
                Kind.BUCKET_ALREADY_OWNED_BY_YOU,
                "Your previous request to create the named bucket succeeded and you already own"
                        + " it.",
                bucket);
    }
}
