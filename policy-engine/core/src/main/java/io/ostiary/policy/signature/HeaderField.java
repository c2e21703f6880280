package io.ostiary.policy.signature;

/**
 * A header as received.
 *
 * @param name in any case
 */
public record HeaderField(String name, String value) {

    /**
     * @param lowerCase the name looked for
     */
    boolean is(String lowerCase) {
        if (name.length() != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(name.charAt(i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean beginsWith(String lowerCase) {
        if (name.length() < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (lower(name.charAt(i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /** A header may hold credentials. */
    @Override
    public String toString() {
        return "HeaderField[" + name + "]";
    }
}
