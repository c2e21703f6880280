package io.ostiary.policy.request;

import io.ostiary.policy.value.CutArn;

import org.jspecify.annotations.Nullable;

/**
 * The resource that is asked for: an ARN with the stored spelling, or {@code *} for actions without
 * a resource, which only {@code *} in a policy matches.
 *
 * @param arn null when the text is no ARN
 */
public record ResourceName(String text, @Nullable CutArn arn) {

    public static final ResourceName NONE = new ResourceName("*", null);

    public static ResourceName of(String text) {
        return new ResourceName(text, CutArn.parse(text));
    }
}
