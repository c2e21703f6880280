package io.ostiary.policy.signature;

import io.ostiary.contract.id.Names;

/**
 * A header as received.
 *
 * @param name in lower case, whatever the client wrote
 */
public record HeaderField(String name, String value) {

    /**
     * @param name in any case
     */
    public HeaderField {
        name = Names.key(name);
    }

    /**
     * @param lowerCase the name looked for
     */
    boolean is(String lowerCase) {
        return name.equals(lowerCase);
    }

    boolean beginsWith(String lowerCase) {
        return name.startsWith(lowerCase);
    }

    /** A header may hold credentials. */
    @Override
    public String toString() {
        return "HeaderField[" + name + "]";
    }
}
