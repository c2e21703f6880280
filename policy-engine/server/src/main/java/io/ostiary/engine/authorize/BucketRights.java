package io.ostiary.engine.authorize;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.S3Error;
import io.ostiary.contract.id.Names;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.policy.request.ActionName;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** What S3 asks beside policies (Amazon S3 API Reference, PutBucketPolicy and its kin). */
final class BucketRights {

    /**
     * "the root principal in a bucket owner's AWS account can perform the GetBucketPolicy,
     * PutBucketPolicy, and DeleteBucketPolicy API actions, even if their bucket policy explicitly
     * denies the root principal's access": nobody locks himself out for good.
     */
    private static final Set<String> ROOTS_ALWAYS =
            Set.of("s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy");

    /** To delete another's bucket is ours to refuse: commands are decided by the caller's account. */
    private static final Set<String> OWNERS_ONLY =
            Set.of(
                    "s3:getbucketpolicy",
                    "s3:putbucketpolicy",
                    "s3:deletebucketpolicy",
                    "s3:deletebucket");

    private BucketRights() {}

    static boolean isBucket(ResolvedResource resource) {
        return resource.name().text().startsWith("arn:aws:s3:::");
    }

    static boolean isRootsAlways(ActionName action) {
        return ROOTS_ALWAYS.contains(key(action));
    }

    static boolean isForOwnersOnly(ActionName action, ResolvedResource resource) {
        return isBucket(resource) && OWNERS_ONLY.contains(key(action));
    }

    /** 405 to who may, but is not of the bucket's account; null to who is. */
    static @Nullable AwsError ofAnother(LivePrincipal caller, ResolvedResource resource) {
        return resource.account().equals(caller.account().id()) ? null : S3Error.notYours();
    }

    private static String key(ActionName action) {
        return Names.key(action.text());
    }
}
