package io.ostiary.sealing;

import java.util.EnumSet;
import java.util.Set;

/** The services, and the purposes for which each may hold a key. */
public enum KeyRole {
    GATEWAY(EnumSet.of(Purpose.MARKER, Purpose.COMMAND_FIELD, Purpose.INTERNAL_CALL)),
    WRITER(EnumSet.of(Purpose.COMMAND_FIELD, Purpose.ACCOUNT_KEY, Purpose.MASTER_CHECK)),
    ENGINE(
            EnumSet.of(
                    Purpose.SESSION_TOKEN,
                    Purpose.ENCODED_MESSAGE,
                    Purpose.METADATA_TOKEN,
                    Purpose.CONSOLE_COOKIE,
                    Purpose.COMMAND_FIELD,
                    Purpose.INTERNAL_CALL,
                    Purpose.ACCOUNT_KEY,
                    Purpose.MASTER_CHECK,
                    Purpose.CHUNK_CONTINUATION)),
    PROJECTION(EnumSet.of(Purpose.INTERNAL_CALL));

    private final Set<Purpose> purposes;

    KeyRole(Set<Purpose> purposes) {
        this.purposes = Set.copyOf(purposes);
    }

    public Set<Purpose> purposes() {
        return purposes;
    }
}
