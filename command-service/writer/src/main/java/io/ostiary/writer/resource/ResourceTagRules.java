package io.ostiary.writer.resource;

import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of a resource's tags, of buckets and of others (Amazon S3 User Guide, "Using cost
 * allocation S3 bucket tags"; "Tagging AWS resources"): keys count as they are spelled.
 */
final class ResourceTagRules {

    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;
    private static final String RESERVED = "aws:";

    private ResourceTagRules() {}

    /** What is wrong with them; null for nothing. The first two texts are S3's. */
    static @Nullable String problem(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (!keys.add(tag.key())) {
                return "Cannot provide multiple Tags with the same key";
            }
            if (Names.key(tag.key()).startsWith(RESERVED)) {
                return "System tags cannot be added/updated by requester";
            }
            if (tag.key().isEmpty() || tag.key().length() > MAX_KEY) {
                return "The TagKey you have provided is invalid";
            }
            if (tag.value().length() > MAX_VALUE) {
                return "The TagValue you have provided is invalid";
            }
        }
        return tags.size() > MAX_TAGS
                ? "A resource has " + MAX_TAGS + " tags at most."
                : null;
    }
}
