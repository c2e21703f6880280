package io.ostiary.policy.validate;

/** What patterns with stars and question marks have in common. Takes product of lengths at most. */
final class Globs {

    private Globs() {}

    static boolean has(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
    }

    /**
     * Whether whatever the other pattern matches is matched by this one: its stars must be met by
     * stars of this one.
     */
    static boolean covers(String pattern, String other) {
        int p = 0;
        int o = 0;
        int star = -1;
        int resume = 0;
        while (o < other.length()) {
            char c = other.charAt(o);
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = o;
            } else if (p < pattern.length()
                    && c != '*'
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == c)) {
                p++;
                o++;
            } else if (star >= 0) {
                p = star + 1;
                o = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Whether some text is matched by both. */
    static boolean meet(String a, String b) {
        boolean[] row = new boolean[b.length() + 1];
        row[0] = true;
        for (int j = 0; j < b.length() && b.charAt(j) == '*'; j++) {
            row[j + 1] = true;
        }
        for (int i = 0; i < a.length(); i++) {
            boolean[] next = new boolean[b.length() + 1];
            char x = a.charAt(i);
            next[0] = row[0] && x == '*';
            for (int j = 0; j < b.length(); j++) {
                char y = b.charAt(j);
                if (x == '*' || y == '*') {
                    next[j + 1] =
                            (x == '*' && (row[j + 1] || next[j]))
                                    || (y == '*' && (next[j] || row[j + 1]));
                } else {
                    next[j + 1] = row[j] && (x == y || x == '?' || y == '?');
                }
            }
            row = next;
        }
        return row[b.length()];
    }
}
