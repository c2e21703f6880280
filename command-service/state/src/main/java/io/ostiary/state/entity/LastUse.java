package io.ostiary.state.entity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * When a credential was last used. An entity of its own: it changes while nothing else does, and
 * the keys and roles themselves are compiled and cached by readers.
 *
 * @param credentialId an access key id; the unique id of a role; of a password its owner's
 * @param service null of a password, as is the region
 */
public record LastUse(
        String credentialId, @Nullable String service, @Nullable String region, Instant at)
        implements Entity {

    @Override
    public Table<LastUse> table() {
        return Table.LAST_USES;
    }

    @Override
    public String key() {
        return credentialId;
    }
}
