package io.ostiary.writer.attachment;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Attachments;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of tags (IAM User Guide, "Tags for IAM resources"). */
public final class TagRules {
    /** IAM User Guide, "IAM and AWS STS quotas". */
    public static final int MAX_TAGS = 50;

    private static final String RESERVED_PREFIX = "aws:";

    private TagRules() {}

    /** Why the tags cannot come to those that are there already; null when they can. */
    public static @Nullable AwsError problem(Attachments present, List<Tag> added) {
        if (hasDuplicates(added)) {
            return new InvalidInput(
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }
        for (Tag tag : added) {
            if (isReserved(tag.key())) {
                return new InvalidInput("Tag keys that begin with aws: are reserved.");
            }
        }
        return present.withTags(added).tags().size() > MAX_TAGS
                ? LimitExceeded.quota("TagsPerResource", MAX_TAGS)
                : null;
    }

    public static boolean hasDuplicates(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (!keys.add(Names.key(tag.key()))) {
                return true;
            }
        }
        return false;
    }

    public static boolean isReserved(String key) {
        return Names.key(key).startsWith(RESERVED_PREFIX);
    }
}
