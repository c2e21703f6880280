package io.ostiary.projection.query;

import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Credentials.AccessKey;
import io.ostiary.state.entity.TagKeys;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Positions in the lists that entities hold. Each orders its list; each is printable ASCII of at
 * most 190 characters, so that it fits into a sealed marker (IAM model, markerType: 320).
 */
final class Positions {

    /** Twice as many hexadecimal digits, and a tag key has no more than 128 characters. */
    private static final int TAG_BYTES = 80;

    private static final int PRIME = 31;

    private Positions() {}

    /**
     * By key: "The returned list of tags is sorted by tag key" (IAM API Reference, ListUserTags),
     * where AWS was seen to list the shorter ones first of things other than users and roles: A, a;
     * a, b, z, abc (localstack, test_iam_policies.snapshot: list-case-sensitive-tags,
     * test_policy_tag_order; of a user Environment, Team: test_iam_users.snapshot).
     *
     * <p>Keys may hold any letter, hence the digits, which order as the key's UTF-8 does. A long
     * one is cut and told apart by its hash: then only that far is it sorted.
     */
    static String of(TagKeys keys, Tag tag) {
        byte[] key = keys.unique(tag.key()).getBytes(StandardCharsets.UTF_8);
        String digits = HexFormat.of().formatHex(key, 0, Math.min(key.length, TAG_BYTES));
        String position = key.length <= TAG_BYTES ? digits : digits + "g%016x".formatted(hash(key));
        return switch (keys) {
            case IGNORING_CASE -> position;
            case CASE_SENSITIVE -> "%03x".formatted(tag.key().length()) + position;
        };
    }

    private static long hash(byte[] bytes) {
        long hash = 1;
        for (byte b : bytes) {
            hash = hash * PRIME + b;
        }
        return hash;
    }

    /** By age. */
    static String of(AccessKey key) {
        return "%015d-%s".formatted(Math.max(0, key.createdAt().toEpochMilli()), key.id());
    }

    /** By name; AWS's before a customer's of the same name. */
    static String ofPolicy(String policyArn) {
        String name = policyArn.substring(policyArn.lastIndexOf('/') + 1);
        return Names.key(name) + (AwsManagedPolicies.isAwsManaged(policyArn) ? " a" : " l");
    }
}
