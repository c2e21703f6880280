package io.ostiary.standalone.lesson;

/** Policy documents of one or two statements. */
public final class Documents {
    private Documents() {}

    public static String allow(String action, String resource) {
        return policy(statement("Allow", action, resource));
    }

    public static String deny(String action, String resource) {
        return policy(statement("Deny", action, resource));
    }

    /** Allows everything but one action. */
    public static String allBut(String action) {
        return policy(statement("Allow", "*", "*"), statement("Deny", action, "*"));
    }

    /** A trust policy for a user, role or account, by ARN, or for {@code *}. */
    public static String trust(String principal) {
        return policy(trusting("Allow", principal));
    }

    /** Trusts a principal and denies another. */
    public static String trustBut(String trusted, String denied) {
        return policy(trusting("Allow", trusted), trusting("Deny", denied));
    }

    public static String trustService(String service) {
        return policy(
                """
                {"Effect":"Allow","Principal":{"Service":"%s"},"Action":"sts:AssumeRole"}\
                """
                        .formatted(service));
    }

    private static String trusting(String effect, String principal) {
        return """
        {"Effect":"%s","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}\
        """
                .formatted(effect, principal);
    }

    private static String statement(String effect, String action, String resource) {
        return """
        {"Effect":"%s","Action":"%s","Resource":"%s"}\
        """
                .formatted(effect, action, resource);
    }

    private static String policy(String... statements) {
        return """
        {"Version":"2012-10-17","Statement":[%s]}\
        """
                .formatted(String.join(",", statements));
    }
}
