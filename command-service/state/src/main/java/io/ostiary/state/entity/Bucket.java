package io.ostiary.state.entity;

import java.time.Instant;

/**
 * A bucket of the account; its policy and tags are those of its ARN, see {@link Resource}.
 *
 * @param region where it is said to lie
 * @param revision of the account by which it asked for the name
 */
public record Bucket(String name, String region, long revision, Instant createdAt)
        implements Entity {

    @Override
    public Table<Bucket> table() {
        return Table.BUCKETS;
    }

    @Override
    public String key() {
        return name;
    }
}
