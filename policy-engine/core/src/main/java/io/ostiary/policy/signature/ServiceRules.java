package io.ostiary.policy.signature;

import org.jspecify.annotations.Nullable;

/**
 * What the service behind the request asks of a signature.
 *
 * @param service the name its clients sign for
 * @param keepsExpires whether a presigned request lives as long as its X-Amz-Expires says; at IAM
 *     and STS it says nothing (wire trap 1)
 */
public record ServiceRules(String service, PathStyle pathStyle, boolean keepsExpires) {

    /** Seconds: a week, the longest that a presigned request may live. */
    static final int MAX_EXPIRES = 604_800;

    /** Of a service where X-Amz-Expires says nothing. */
    public ServiceRules(String service, PathStyle pathStyle) {
        this(service, pathStyle, false);
    }

    public static final ServiceRules IAM = new ServiceRules("iam", PathStyle.NORMALIZED);
    public static final ServiceRules STS = new ServiceRules("sts", PathStyle.NORMALIZED);
    public static final ServiceRules S3 = new ServiceRules("s3", PathStyle.OBJECT_KEY, true);

    /**
     * What is wrong with a presigned request's X-Amz-Expires (attack A010): S3 wants it, and has a
     * code of its own for it; elsewhere it may be missing.
     */
    @Nullable SignatureError wrongExpires(ParsedSignature signature) {
        Integer expires = signature.expires();
        if (signature.form() != ParsedSignature.Form.QUERY) {
            return null;
        }
        if (service.equals("s3")) {
            return expires == null || expires < 1 || expires > MAX_EXPIRES
                    ? new SignatureError(
                            SignatureError.Code.AUTHORIZATION_QUERY_PARAMETERS,
                            "X-Amz-Expires must occur once, as a number between 1 and 604800.")
                    : null;
        }
        return expires != null && expires > MAX_EXPIRES
                ? new SignatureError(
                        SignatureError.Code.VALIDATION_ERROR,
                        "X-Amz-Expires must occur once, as a number between 0 and 604800.")
                : null;
    }
}
