package io.ostiary.writer.attachment;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.TagKeys;
import io.ostiary.state.view.Defect;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of tags (IAM User Guide, "Tagging IAM resources"). AWS's texts for a reserved prefix
 * and for the quota are not published: they are ours, the quota's in the form of AWS's other
 * quotas.
 */
public final class TagRules {
    /** IAM User Guide, "IAM and AWS STS quotas". */
    public static final int MAX_TAGS = 50;

    private static final String RESERVED_PREFIX = "aws:";

    private TagRules() {}

    /** Why a thing cannot begin with these tags; null when it can. */
    static @Nullable AwsError problem(EntityKind kind, List<Tag> tags) {
        return problem(kind, Attachments.NONE, tags);
    }

    /** Why the tags cannot come to those that are there already; null when they can. */
    static @Nullable AwsError problem(Attachable tagged, List<Tag> added) {
        return problem(tagged.entityId().kind(), tagged.attachments(), added);
    }

    private static @Nullable AwsError problem(
            EntityKind kind, Attachments present, List<Tag> added) {
        TagKeys keys = TagKeys.of(kind);
        if (hasDuplicates(keys, added)) {
            return new InvalidInput(
                    "Duplicate tag keys found."
                            + (keys == TagKeys.IGNORING_CASE
                                    ? " Please note that Tag keys are case insensitive."
                                    : ""));
        }
        for (Tag tag : added) {
            if (isReserved(tag.key()) || isReserved(tag.value())) {
                return new InvalidInput("Tag keys and values that begin with aws: are reserved.");
            }
        }
        return present.withTags(keys, added).tags().size() > MAX_TAGS
                ? LimitExceeded.quota("TagsPer" + awsName(kind), MAX_TAGS)
                : null;
    }

    /** In names of quotas. */
    private static String awsName(EntityKind kind) {
        return switch (kind) {
            case USER -> "User";
            case ROLE -> "Role";
            case POLICY -> "Policy";
            case INSTANCE_PROFILE -> "InstanceProfile";
            case SERVER_CERTIFICATE -> "ServerCertificate";
            case ROOT, GROUP -> throw new Defect("tags on a " + kind);
        };
    }

    public static boolean hasDuplicates(TagKeys unique, List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (!keys.add(unique.unique(tag.key()))) {
                return true;
            }
        }
        return false;
    }

    /** In any case (IAM User Guide, "Tagging IAM resources": "the text aws:"). */
    public static boolean isReserved(String keyOrValue) {
        return Names.key(keyOrValue).startsWith(RESERVED_PREFIX);
    }
}
