package io.ostiary.contract.id;

import java.util.Set;

/**
 * What a bucket may be called (Amazon S3 User Guide, "General purpose bucket naming rules"), and
 * what it may not be called here: the first segments of this house's own paths, which a path-style
 * request would not tell apart.
 */
public final class BucketName {

    /** Of every path that this house answers at, or will. */
    private static final Set<String> OWN_PATHS =
            Set.of(
                    "access",
                    "authorize",
                    "console",
                    "favicon.ico",
                    "health",
                    "latest",
                    "metrics",
                    "oauth2",
                    "oidc",
                    "policy",
                    "robots.txt",
                    "saml",
                    "sso",
                    "well-known");

    private static final Set<String> RESERVED_PREFIXES = Set.of("xn--", "sthree-", "amzn-s3-demo-");
    private static final Set<String> RESERVED_SUFFIXES =
            Set.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

    private static final int MIN = 3;
    private static final int MAX = 63;

    private BucketName() {}

    /** Whether a bucket can be made of this name. */
    public static boolean isValid(String name) {
        return hasForm(name)
                && !OWN_PATHS.contains(name)
                && RESERVED_PREFIXES.stream().noneMatch(name::startsWith)
                && RESERVED_SUFFIXES.stream().noneMatch(name::endsWith);
    }

    public static Arn arn(String name) {
        return new Arn(Arn.PARTITION, "s3", "", "", name);
    }

    private static boolean hasForm(String name) {
        if (name.length() < MIN || name.length() > MAX || isAddress(name)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean inner = i > 0 && i < name.length() - 1;
            boolean dot = c == '.' && inner && name.charAt(i - 1) != '.';
            if (!isLetterOrDigit(c) && !dot && !(c == '-' && inner)) {
                return false;
            }
        }
        return true;
    }

    /** Four groups of digits. */
    private static boolean isAddress(String name) {
        int dots = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots == 3;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
