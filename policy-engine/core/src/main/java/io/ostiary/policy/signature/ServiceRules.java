package io.ostiary.policy.signature;

/**
 * What the service behind the request asks of a signature.
 *
 * @param service the name its clients sign for
 * @param keepsExpires whether a presigned request lives as long as its X-Amz-Expires says; at IAM
 *     and STS it says nothing (wire trap 1)
 */
public record ServiceRules(String service, PathStyle pathStyle, boolean keepsExpires) {

    /** Of a service where X-Amz-Expires says nothing. */
    public ServiceRules(String service, PathStyle pathStyle) {
        this(service, pathStyle, false);
    }

    public static final ServiceRules IAM = new ServiceRules("iam", PathStyle.NORMALIZED);
    public static final ServiceRules STS = new ServiceRules("sts", PathStyle.NORMALIZED);
    public static final ServiceRules S3 = new ServiceRules("s3", PathStyle.OBJECT_KEY, true);
}
