package io.ostiary.contract.id;

/**
 * How IAM compares names: unique ignoring case, kept as written (IAM User Guide, "IAM and AWS STS
 * quotas").
 */
public final class Names {

    private Names() {}

    /**
     * The key under which a name is looked up: ASCII letters folded, nothing else (no locale, no
     * normalisation).
     */
    public static String key(String name) {
        int i = 0;
        while (i < name.length() && !isUpper(name.charAt(i))) {
            i++;
        }
        if (i == name.length()) {
            return name;
        }
        var key = new StringBuilder(name);
        for (; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isUpper(c)) {
                key.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return key.toString();
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
