package io.ostiary.writer.organization;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.OrganizationsError.ConstraintViolation;
import io.ostiary.contract.error.OrganizationsError.OrganizationsInvalidInput;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.TagKeys;
import io.ostiary.writer.attachment.TagRules;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The rules of tags in an organization (Organizations User Guide, "Tagging": "Tag keys are case
 * sensitive"; "Quotas and service limits": 50 on a root, OU, or account; on a policy as well). The
 * texts are the API reference's words for the reasons.
 */
final class OrganizationTags {

    private OrganizationTags() {}

    /** Why the tags cannot come to those that are there already; null when they can. */
    static @Nullable AwsError problem(List<Tag> present, List<Tag> added) {
        if (TagRules.hasDuplicates(TagKeys.CASE_SENSITIVE, added)) {
            return new OrganizationsInvalidInput(
                    "DUPLICATE_TAG_KEY",
                    "Tag keys must be unique among the tags attached to the same entity.");
        }
        if (added.stream().anyMatch(tag -> TagRules.isReserved(tag.key()))) {
            return reserved();
        }
        return TagKeys.CASE_SENSITIVE.with(present, added).size() > TagRules.MAX_TAGS
                ? new ConstraintViolation(
                        "MAX_TAG_LIMIT_EXCEEDED",
                        "You have exceeded the number of tags allowed on this resource.")
                : null;
    }

    static @Nullable AwsError removalProblem(List<String> keys) {
        return keys.stream().anyMatch(TagRules::isReserved) ? reserved() : null;
    }

    private static AwsError reserved() {
        return new OrganizationsInvalidInput(
                "INVALID_SYSTEM_TAGS_PARAMETER",
                "You specified a tag key that is a system tag. You can't add, edit, or delete"
                        + " system tag keys because they're reserved for AWS use.");
    }
}
