package io.ostiary.policy.signature;

/**
 * What the service behind the request asks of a signature.
 *
 * @param service the name its clients sign for
 */
public record ServiceRules(String service, PathStyle pathStyle) {

    public static final ServiceRules IAM = new ServiceRules("iam", PathStyle.NORMALIZED);
    public static final ServiceRules STS = new ServiceRules("sts", PathStyle.NORMALIZED);
    public static final ServiceRules S3 = new ServiceRules("s3", PathStyle.OBJECT_KEY);
}
