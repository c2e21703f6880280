package io.ostiary.policy.catalog;

import java.util.List;

/**
 * A resource type of a service.
 *
 * @param arn the form of its ARNs, with parts such as <code>${Region}</code>
 * @param conditionKeys that say something of such a resource
 */
public record ResourceType(String name, String arn, List<String> conditionKeys) {
    public ResourceType {
        conditionKeys = List.copyOf(conditionKeys);
    }

    /**
     * Whether an ARN can be of this type. What stands for a name holds no slash, unless the form
     * has one, for then the last part may be a path.
     */
    public boolean isOf(String resource) {
        var form = new StringBuilder();
        int at = 0;
        for (int open = arn.indexOf("${"); open >= 0; open = arn.indexOf("${", at)) {
            form.append(arn, at, open).append('*');
            int close = arn.indexOf('}', open);
            at = close < 0 ? arn.length() : close + 1;
        }
        form.append(arn, at, arn.length());
        return Wildcard.matches(form.toString(), resource)
                && (last(arn).indexOf('/') >= 0 || last(resource).indexOf('/') < 0);
    }

    /** What stands behind the fifth colon, where there is one. */
    private static String last(String text) {
        int at = -1;
        for (int colons = 0; colons < 5; colons++) {
            int next = text.indexOf(':', at + 1);
            if (next < 0) {
                return text;
            }
            at = next;
        }
        return text.substring(at + 1);
    }
}
