package io.ostiary.writer.resource;

import io.ostiary.contract.command.HistoryCommand.NewBucket;
import io.ostiary.contract.command.S3Command.CreateBucket;
import io.ostiary.contract.error.S3Error;
import io.ostiary.contract.id.BucketName;
import io.ostiary.contract.shape.CreateBucketConfiguration;
import io.ostiary.contract.shape.Tag;
import io.ostiary.writer.rule.Lookup;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a bucket may be asked for with (Amazon S3 API Reference, CreateBucket). A bucket here is a
 * name, a policy and tags: without access control lists, as AWS makes buckets by default, and
 * without what concerns objects.
 */
final class NewBucketRules {

    /** The region without a constraint. */
    static final String NO_CONSTRAINT = "us-east-1";

    private static final S3Error NO_ACL =
            new S3Error(
                    S3Error.Kind.INVALID_BUCKET_ACL,
                    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced"
                            + " setting",
                    "");

    private NewBucketRules() {}

    static Lookup<NewBucket> check(CreateBucket command) {
        S3Error problem = problem(command);
        if (problem != null) {
            return Lookup.refused(problem);
        }
        CreateBucketConfiguration wished = command.createBucketConfiguration();
        String constraint = wished == null ? null : wished.locationConstraint();
        List<Tag> tags = wished == null ? List.of() : wished.tags();
        return Lookup.found(
                new NewBucket(
                        command.bucket(), constraint == null ? NO_CONSTRAINT : constraint, tags));
    }

    private static @Nullable S3Error problem(CreateBucket command) {
        if (!BucketName.isValid(command.bucket())) {
            return new S3Error(
                    S3Error.Kind.INVALID_BUCKET_NAME,
                    "The specified bucket is not valid.",
                    command.bucket());
        }
        if (hasAcl(command)) {
            return NO_ACL;
        }
        CreateBucketConfiguration wished = command.createBucketConfiguration();
        if (isNotBuilt(command, wished)) {
            return new S3Error(
                    S3Error.Kind.NOT_IMPLEMENTED,
                    "A header or element you provided implies functionality that is not"
                            + " implemented",
                    "");
        }
        if (wished == null) {
            return null;
        }
        if (NO_CONSTRAINT.equals(wished.locationConstraint())) {
            return new S3Error(
                    S3Error.Kind.ILLEGAL_LOCATION_CONSTRAINT,
                    "The specified location-constraint is not valid",
                    "");
        }
        String tags = ResourceTagRules.problem(wished.tags());
        return tags == null ? null : new S3Error(S3Error.Kind.INVALID_TAG, tags, "");
    }

    private static boolean hasAcl(CreateBucket command) {
        return (command.acl() != null && !command.acl().equals("private"))
                || Stream.of(
                                command.grantFullControl(),
                                command.grantRead(),
                                command.grantReadACP(),
                                command.grantWrite(),
                                command.grantWriteACP())
                        .anyMatch(grant -> grant != null);
    }

    /** Object lock, other owners of objects, directory buckets, names for one account only. */
    private static boolean isNotBuilt(
            CreateBucket command, @Nullable CreateBucketConfiguration wished) {
        return Boolean.TRUE.equals(command.objectLockEnabledForBucket())
                || isOther(command.objectOwnership(), "BucketOwnerEnforced")
                || isOther(command.bucketNamespace(), "global")
                || (wished != null && (wished.bucket() != null || wished.location() != null));
    }

    private static boolean isOther(@Nullable String value, String only) {
        return value != null && !value.equals(only);
    }
}
